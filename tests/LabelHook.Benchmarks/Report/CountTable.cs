using System.Globalization;
using System.Text;

namespace LabelHook.Benchmarks;

// The counts beside those of the floors, in Markdown.
internal static class CountTable
{
    public static string Write(CountedCommands commands)
    {
        var text = new StringBuilder();
        AddLine(
            text,
            "what", "syncs", "floor", "system calls", "floor", "ratio", "to .NET",
            "million instructions", "floor", "ratio", "to .NET");
        text.Append(string.Concat(Enumerable.Repeat("|---", 11))).Append("|\n");
        foreach (var row in commands.Rows)
            AddRow(text, row, commands.DotNet);
        return text.ToString();
    }

    private static void AddRow(StringBuilder text, CountedRow row, Counts dotNet)
    {
        var (what, counts, floor) = row;
        AddLine(
            text,
            what,
            Number(counts.Syncs),
            floor is null ? "" : Number(floor.Value.Syncs),
            Number(counts.Calls),
            floor is null ? "" : Number(floor.Value.Calls),
            Ratio(counts.Calls, floor?.Calls),
            Ratio(counts.Calls, dotNet.Calls),
            Millions(counts.Instructions),
            floor is null ? "" : Millions(floor.Value.Instructions),
            Ratio(counts.Instructions, floor?.Instructions),
            Ratio(counts.Instructions, dotNet.Instructions));
    }

    private static string Ratio(long counted, long? floor) =>
        floor is null ? "" : ((double)counted / floor.Value).ToString("F2", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Millions(long number) => (number / 1e6).ToString("F2", CultureInfo.InvariantCulture);

    private static void AddLine(StringBuilder text, params IReadOnlyList<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
