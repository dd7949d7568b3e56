using System.Text;

namespace LabelHook.Database;

// The tables and triggers: Schema/ has one script per version. NS8's own code opens the file too, with SQLite 3.26 on
// EL 8, so the scripts use nothing newer: no STRICT, and only literal texts in RAISE. SQLite keeps a trigger's text as it
// was written, and all databases of one version are equal to the byte: do not reformat a script.
internal static class PortsSchema
{
    public const int Version = 6;

    // The first version with the age of each block and with the images that scans have seen.
    public const int History = 2;

    // The first version with the table of free blocks.
    public const int FreeBlocks = 2;

    // The first version with the creation time of a module's image.
    public const int ImageTimes = 4;

    // The first version with relative places of environment files.
    public const int RelativePlaces = 3;

    // The first version with the log.
    public const int Log = 5;

    // The first version with leases.
    public const int Leases = 6;

    private const string PartStart = "\n-- {";
    private const string LoopStart = "-- for each protocol\n";
    private const string LoopEnd = "-- end\n";

    // The columns that NS8's tables must have.
    public static readonly string[] Columns = ["start", "end", "module"];

    public static string Table(Protocol protocol) => protocol == Protocol.Tcp ? "TCP_PORTS" : "UDP_PORTS";

    // Brings a database of the version before to this one; a database without LabelHook's tables has version 0.
    public static string Step(int version)
    {
        var script = Text($"{version}.sql");
        foreach (var part in Text("parts.sql").Split(PartStart).Skip(1))
        {
            var (name, text) = Cut(part, "}\n");
            script = script.Replace($"{{{name}}}", text.TrimEnd('\n'), StringComparison.Ordinal);
        }

        return RepeatForProtocols(script);
    }

    private static string RepeatForProtocols(string script)
    {
        var (before, rest) = Cut(script, LoopStart);
        var repeated = new StringBuilder(before);
        while (rest.Length > 0)
        {
            var (statements, after) = Cut(rest, LoopEnd);
            foreach (var protocol in ProtocolName.All)
            {
                repeated.Append(statements
                    .Replace("{protocol}", protocol.Lower(), StringComparison.Ordinal)
                    .Replace("{table}", Table(protocol), StringComparison.Ordinal));
            }

            (before, rest) = Cut(after, LoopStart);
            repeated.Append(before);
        }

        return repeated.ToString();
    }

    private static (string Before, string After) Cut(string text, string mark)
    {
        var index = text.IndexOf(mark, StringComparison.Ordinal);
        return index < 0 ? (text, "") : (text[..index], text[(index + mark.Length)..]);
    }

    private static string Text(string name)
    {
        using var resource = typeof(PortsSchema).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
