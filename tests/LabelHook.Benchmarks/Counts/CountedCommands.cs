namespace LabelHook.Benchmarks;

// DotNet: a .NET program that reads one row of the database; LabelHook.Floor. It is the last row, too.
internal sealed record CountedCommands(IReadOnlyList<CountedRow> Rows, Counts DotNet)
{
    // numbers: How many new images to scan, ascending.
    public static CountedCommands Measure(Bench bench, params IReadOnlyList<int> numbers)
    {
        var state = bench["counted"];
        var first = Program(bench, state, $"install first {Bench.Image}");
        var same = Program(bench, state, $"install same {Bench.Image}");
        var sameByFloor = $"{bench["install"]} podman {bench.PodmanImages} {state} same {Bench.Image}";
        var dotNet = Count([first], $"{bench["floor"]} {state}/ports.sqlite");
        return new CountedCommands(
            [
                new("`install` of a new module, podman's store", Count([first], same), Count([first], sameByFloor)),
                new(
                    "`install` when nothing changes",
                    Count([first, same], same),
                    Count([first, sameByFloor], sameByFloor)),
                new("`allocate`", Count([first], Program(bench, state, "allocate same 4 --protocol tcp"))),
                new("`remove`", Count([first, same], Program(bench, state, "remove same"))),
                new("`list` of 2 modules", Count([first, same], Program(bench, state, "list"))),
                .. Scans(bench, state, numbers),
                new(
                    "Python: one more `allocate_ports` through `labelhook`",
                    OneMore([first], $"{bench.Python} {bench["through_labelhook.py"]} {state}", ""),
                    OneMore([], $"{bench.Python} {bench["ns8.py"]} --durable {state}", " 4")),
                new("a .NET program that reads one row", dotNet),
            ],
            dotNet);

        Counts Count(IReadOnlyList<string> before, string command) => Counter.Count(bench, state, before, command);

        // Without the start of the interpreter.
        Counts OneMore(IReadOnlyList<string> before, string begin, string end) =>
            Count(before, $"{begin} m1 m2 m3{end}") - Count(before, $"{begin} m1 m2{end}");
    }

    private static IEnumerable<CountedRow> Scans(Bench bench, string state, IReadOnlyList<int> numbers)
    {
        var other = Program(bench, state, "allocate other 1 --protocol tcp");
        var images = 1; // made by tests/benchmark.sh
        foreach (var number in numbers)
        {
            for (; images < number; images++)
                Counter.Run(
                    $"podman build --quiet --tag ghcr.io/nethserver/scanned{images}:1 --label number={images} "
                        + bench["image"]);
            yield return new CountedRow(
                $"`scan`, {number} new {(number == 1 ? "image" : "images")}",
                Counter.Count(bench, state, [other], Program(bench, state, "scan")));
        }
    }

    private static string Program(Bench bench, string state, string command) =>
        $"{bench.Program} {command} --state {state}";
}
