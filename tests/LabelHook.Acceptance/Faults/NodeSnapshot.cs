using System.Globalization;
using System.Text.RegularExpressions;
using LabelHook.Acceptance.Ports;

namespace LabelHook.Acceptance.Faults;

// All that lies on a node, as a fresh look finds it: files and their owners, environment files, registry without the
// times in it. IsMarked: the registry's lock says that there is one.
public sealed partial record NodeSnapshot(string Files, string Registry, bool IsMarked)
{
    // What FaultInjectionNode says of a lock that is not empty.
    private const string Mark = "\nthe lock is marked";

    // Rows of a protocol's table, whatever they are held for.
    private IReadOnlyList<Row> Rows => [.. Inserts.Matches(Registry).Select(Row.Of)];

    // The environment files, whole.
    public string Variables => Files.Contains("\n--", StringComparison.Ordinal)
        ? Files[Files.IndexOf("\n--", StringComparison.Ordinal)..]
        : "";

    // What the modules hold, without what is kept only until a file stops naming it.
    public string Holdings => string.Join('\n', Held);

    // Who holds something.
    public IEnumerable<string> Modules => Held.Select(row => row.Module).Distinct(StringComparer.Ordinal);

    private IEnumerable<Row> Held => Rows.Except(Releases.Matches(Registry).Select(Row.Of));

    private IEnumerable<Row> Named => Assignments.Matches(Files)
        .SelectMany(match => match.Groups["value"].Value.Split(',')
            .Select(
                ports => new Row(
                    match.Groups["protocol"].Value,
                    Port(ports.Split('-')[0]),
                    Port(ports.Split('-')[^1]),
                    Module(match.Index))));

    public static NodeSnapshot Read(string text)
    {
        var parts = text.Split("\n--\n");
        var registry = Times.Replace(parts.Length > 1 ? parts[1] : "", "");
        if (registry.StartsWith("ok\n", StringComparison.Ordinal)
            && !registry.Contains("CREATE ", StringComparison.Ordinal))
            registry = ""; // rolled back to nothing
        return new NodeSnapshot(
            parts[0].TrimEnd('-', '\n').Replace(Mark, "", StringComparison.Ordinal),
            registry,
            parts[0].Contains(Mark, StringComparison.Ordinal));
    }

    public string HoldingsOf(string module) =>
        string.Join('\n', Held.Where(row => string.Equals(row.Module, module, StringComparison.Ordinal)));

    // The lines that are here only, and those that are there only.
    public string Beside(NodeSnapshot other)
    {
        string[] here = [$"marked: {IsMarked}", .. Files.Split('\n'), .. Registry.Split('\n')];
        string[] there = [$"marked: {other.IsMarked}", .. other.Files.Split('\n'), .. other.Registry.Split('\n')];
        return string.Join(
            "\n    ",
            [
                .. here.Except(there, StringComparer.Ordinal).Select(line => "+ " + line),
                .. there.Except(here, StringComparer.Ordinal).Select(line => "- " + line),
            ]);
    }

    // What must never be, whenever somebody looks.
    public IEnumerable<string> Damages()
    {
        if (Registry.Length > 0 && !Registry.StartsWith("ok\n", StringComparison.Ordinal))
            yield return "the database is damaged: " + Registry;
        var rows = Rows;
        foreach (var (row, next) in rows.OrderBy(row => (row.Protocol, row.Start)).Zip(rows.OrderBy(row => (row.Protocol, row.Start)).Skip(1)))
        {
            if (string.Equals(row.Protocol, next.Protocol, StringComparison.Ordinal) && row.End >= next.Start)
                yield return $"{row} overlaps {next}";
        }

        foreach (var named in Named.Where(named => !Enumerable.Range(named.Start, named.End - named.Start + 1).All(port => rows.Any(row => row.Holds(port, named)))))
            yield return $"an environment file names {named}, which the registry does not hold";
    }

    // Where the log is not true. A database that had no log before began it with the rows that it had.
    public IEnumerable<string> LogErrors(NodeSnapshot before)
    {
        if (!HasLog)
            return [];
        return LogBalance.Errors(
            before.HasLog ? [] : before.Rows.Select(row => row.Counted),
            Changes.Matches(Registry).Select(Change),
            Rows.Select(row => row.Counted));
    }

    private static (string Owner, long Start, long End, bool IsAllocated) Change(Match match)
    {
        var (owner, start, end) = Row.Of(match).Counted;
        return (owner, start, end, match.Groups["allocated"].Value == "1");
    }

    private bool HasLog => Registry.Contains("CREATE TABLE labelhook_log", StringComparison.Ordinal);

    private static int Port(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    // The heading over the file that the position is in: home is m1's.
    private string Module(int position)
    {
        var heading = Headings.Matches(Files[..position])[^1].Groups["folder"].Value;
        return string.Equals(heading, "home", StringComparison.Ordinal) ? "m1" : heading;
    }

    // The mark of the last change and the start of the log, the times of rows, the numbers and times in the log.
    [GeneratedRegex(
        """
        (?<=^INSERT\ INTO\ labelhook_schema\ VALUES\(\d+),.*(?=\);)
        |(?<=^INSERT\ INTO\ labelhook_since\ VALUES.*),\d+(?=\);)
        |(?<=^INSERT\ INTO\ labelhook_log\ VALUES\()\d+,\d+,
        """,
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Times { get; }

    [GeneratedRegex(
        @"^INSERT INTO labelhook_log VALUES\('(?<protocol>tcp|udp)',(?<start>\d+),(?<end>\d+),'(?<module>[^']*)',(?<allocated>[01]),",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Changes { get; }

    [GeneratedRegex(
        @"^INSERT INTO (?<protocol>TCP|UDP)_PORTS VALUES\((?<start>\d+),(?<end>\d+),'(?<module>[^']*)'\)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Inserts { get; }

    [GeneratedRegex(
        @"^INSERT INTO labelhook_releases VALUES\('(?<protocol>tcp|udp)',(?<start>\d+),(?<end>\d+),'(?<module>[^']*)'\)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Releases { get; }

    [GeneratedRegex(
        "^(?<protocol>TCP|UDP)_PORT(S|S_RANGE)?=(?<value>[0-9,-]+)$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Assignments { get; }

    [GeneratedRegex(
        "^--(.*/)?(?<folder>[^/\n]+)/environment$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Headings { get; }

    private sealed record Row(string Protocol, int Start, int End, string Module)
    {
        public static Row Of(Match match) =>
            new(
                match.Groups["protocol"].Value.ToUpperInvariant(),
                Port(match.Groups["start"].Value),
                Port(match.Groups["end"].Value),
                match.Groups["module"].Value);

        public (string Owner, long Start, long End) Counted => ($"{Module}/{Protocol}", Start, End);

        public bool Holds(int port, Row named) =>
            (Protocol, Module) == (named.Protocol, named.Module) && Start <= port && port <= End;

        public override string ToString() => $"{Start}-{End}/{Protocol} of {Module}";
    }
}
