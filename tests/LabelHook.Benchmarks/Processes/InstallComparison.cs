namespace LabelHook.Benchmarks;

// Whole processes that allocate the ports of a new module, or find that nothing has changed.
internal sealed record InstallComparison(
    Measurement Podman, Measurement PodmanFloor, Measurement Ns8,
    Measurement Docker, Measurement DockerFloor,
    Measurement Unchanged, Measurement UnchangedFloor,
    IReadOnlyList<(string What, Measurement Measured)> Others)
{
    public static InstallComparison Measure(Bench bench)
    {
        // Each has its own ports database, made by the program, so that all grow alike.
        foreach (var state in (string[])["podman", "podman-floor", "docker", "docker-floor", "ns8", "others"])
            SideBySide.InTurn(bench with { Rounds = 1 }, Install(bench, state, "first"));
        SideBySide.InTurn(
            bench with { Rounds = 1 },
            Floor(bench, "podman-floor", "same", "podman", bench.PodmanImages),
            Install(bench, "podman", "same"));
        if (File.ReadAllText(bench["podman-floor/modules/same/environment"]) != File.ReadAllText(bench["podman/modules/same/environment"]))
            throw new InvalidOperationException(
                "the floor does not do what the program does: their environment files differ");

        var docker = $" --engine unix://{bench.DockerSocket}";
        var podman = $" --engine unix://{bench["podman.sock"]}";
        string[] others =
        [
            Install(bench, "others", "{}") + podman,
            $"{bench.Program} inspect {Bench.Image}",
            $"{bench.Program} allocate {{}} 4 --protocol tcp --state {bench["others"]}",
            $"{bench.Program} --version",
            $"podman image inspect {Bench.Image}",
            $"{bench.Python} {bench["through_labelhook.py"]} {bench["others"]} {{}}",
            $"{bench.Python} {bench["ns8.py"]} {bench["ns8"]} {{}} 4",
        ];
        var measured = SideBySide.InTurn(
            bench,
            [
                Install(bench, "podman", "{}"),
                Floor(bench, "podman-floor", "{}", "podman", bench.PodmanImages),
                $"{bench.Python} {bench["ns8.py"]} {bench["ns8"]} {{}} {Bench.Image}",
                Install(bench, "docker", "{}") + docker,
                Floor(bench, "docker-floor", "{}", "dockerd", bench.DockerSocket),
                Install(bench, "podman", "same"),
                Floor(bench, "podman-floor", "same", "podman", bench.PodmanImages),
                .. others,
            ]);
        string[] names =
        [
            "`install` through podman's API", "`inspect`, podman's store", "`allocate`", "`--version`",
            "`podman image inspect` alone",
            "Python: `node.ports_manager.allocate_ports` through `labelhook`",
            "Python: the allocation alone as NS8 does it",
        ];
        return new InstallComparison(
            measured[0],
            measured[1],
            measured[2],
            measured[3],
            measured[4],
            measured[5],
            measured[6],
            [.. names.Zip(measured.Skip(7))]);
    }

    private static string Install(Bench bench, string state, string module) =>
        $"{bench.Program} install {module} {Bench.Image} --json --state {bench[state]}";

    private static string Floor(Bench bench, string state, string module, string source, string place) =>
        $"{bench["install"]} {source} {place} {bench[state]} {module} {Bench.Image}";
}
