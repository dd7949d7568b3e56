using System.Globalization;
using System.Text.RegularExpressions;
using LabelHook.Acceptance.Ports;

namespace LabelHook.Acceptance.Faults;

// Everything on a node: files and their owners, environment files, and the ports database without its times. IsMarked:
// the lock of the database says that the database exists.
public sealed partial record NodeSnapshot(string Files, string Database, bool IsMarked)
{
    // What FaultInjectionNode prints for a lock that is not empty.
    private const string Mark = "\nthe lock is marked";

    private const string LogRow = "INSERT INTO labelhook_log ";

    // All rows of a protocol.
    private IReadOnlyList<Row> Rows => [.. Inserts.Matches(Database).Select(Row.Of)];

    // The complete environment files.
    public string Variables => Files.Contains("\n--", StringComparison.Ordinal)
        ? Files[Files.IndexOf("\n--", StringComparison.Ordinal)..]
        : "";

    // The ports of the modules, without those that are kept only until a file stops listing them.
    public string Holdings => string.Join('\n', Held);

    // The modules with ports.
    public IEnumerable<string> Modules => Held.Select(row => row.Module).Distinct(StringComparer.Ordinal);

    private IEnumerable<Row> Held => Rows.Except(Releases.Matches(Database).Select(Row.Of));

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
        var database = WithSortedLog(Times.Replace(parts.Length > 1 ? parts[1] : "", ""));
        if (database.StartsWith("ok\n", StringComparison.Ordinal)
            && !database.Contains("CREATE ", StringComparison.Ordinal))
            database = ""; // rolled back to nothing
        return new NodeSnapshot(
            parts[0].TrimEnd('-', '\n').Replace(Mark, "", StringComparison.Ordinal),
            database,
            parts[0].Contains(Mark, StringComparison.Ordinal));
    }

    public string HoldingsOf(string module) =>
        string.Join('\n', Held.Where(row => string.Equals(row.Module, module, StringComparison.Ordinal)));

    // The lines that are only in one of the two.
    public string Beside(NodeSnapshot other)
    {
        string[] here = [$"marked: {IsMarked}", .. Files.Split('\n'), .. Database.Split('\n')];
        string[] there = [$"marked: {other.IsMarked}", .. other.Files.Split('\n'), .. other.Database.Split('\n')];
        return string.Join(
            "\n    ",
            [
                .. here.Except(there, StringComparer.Ordinal).Select(line => "+ " + line),
                .. there.Except(here, StringComparer.Ordinal).Select(line => "- " + line),
            ]);
    }

    // What must never be true at any time.
    public IEnumerable<string> Damages()
    {
        if (Database.Length > 0 && !Database.StartsWith("ok\n", StringComparison.Ordinal))
            yield return "the database is damaged: " + Database;
        var rows = Rows;
        var neighbours =
            rows.OrderBy(row => (row.Protocol, row.Start)).Zip(rows.OrderBy(row => (row.Protocol, row.Start)).Skip(1));
        foreach (var (row, next) in neighbours)
        {
            if (string.Equals(row.Protocol, next.Protocol, StringComparison.Ordinal) && row.End >= next.Start)
                yield return $"{row} overlaps {next}";
        }

        var foreign = Named.Where(
            named => !Enumerable.Range(named.Start, named.End - named.Start + 1)
                .All(port => rows.Any(row => row.Holds(port, named))));
        foreach (var named in foreign)
            yield return $"an environment file names {named}, which the database does not hold";
    }

    // Where the log is wrong. A database without a log began it with its existing rows.
    public IEnumerable<string> LogErrors(NodeSnapshot before)
    {
        if (!HasLog)
            return [];
        return LogBalance.Errors(
            before.HasLog ? [] : before.Rows.Select(row => row.Counted),
            Changes.Matches(Database).Select(Change),
            Rows.Select(row => row.Counted));
    }

    // A scan that continues after an error installs the images in another order.
    private static string WithSortedLog(string dump)
    {
        var lines = dump.Split('\n').ToLookup(line => line.StartsWith(LogRow, StringComparison.Ordinal));
        return string.Join('\n', [.. lines[false], .. lines[true].Order(StringComparer.Ordinal)]);
    }

    private static (string Owner, long Start, long End, bool IsAllocated) Change(Match match)
    {
        var (owner, start, end) = Row.Of(match).Counted;
        return (owner, start, end, match.Groups["allocated"].Value == "1");
    }

    private bool HasLog => Database.Contains("CREATE TABLE labelhook_log", StringComparison.Ordinal);

    private static int Port(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    // The heading of the file at this position: home is that of m1.
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
