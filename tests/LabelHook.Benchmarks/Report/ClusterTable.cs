using System.Globalization;
using System.Text;

namespace LabelHook.Benchmarks;

// The growth with the number of nodes, in Markdown.
internal static class ClusterTable
{
    // The aims for a command that reads the largest number of nodes.
    private const double MaxMilliseconds = 1000;
    private const double MaxMegabytes = 150;

    public static string Of(ClusterGrowth growth)
    {
        var text = new StringBuilder();
        var nodes = growth.Sizes.Select(size => Nodes(size.Nodes)).ToList();
        var largest = nodes[^1];
        AddLine(text, ["ms", .. nodes, $"peak MB, {largest}", $"aim, {largest}", "met"]);
        AddRule(text, nodes.Count + 4);
        for (var command = 0; command < ClusterGrowth.Commands.Count; command++)
        {
            var measured = growth.Sizes[^1].Commands[command];
            string[] times = [.. growth.Sizes.Select(size => Tenths(size.Commands[command].Median))];
            AddLine(
                text,
                [
                    ClusterGrowth.Commands[command], .. times, Tenths(measured.PeakMegabytes),
                    .. Aim(measured, isRead: command >= ClusterGrowth.Publications),
                ]);
        }

        text.Append('\n');
        AddLine(text, ["in Redis", .. nodes]);
        AddRule(text, nodes.Count + 1);
        AddLine(text, ["bytes for each node", .. growth.Sizes.Select(size => Number(size.BytesPerNode))]);
        AddLine(text, ["commands for the first `publish` of a node", .. growth.Sizes.Select(size => Number(size.ForPublish))]);
        AddLine(text, ["commands for `list`", .. growth.Sizes.Select(size => Number(size.ForList))]);
        return text.ToString();
    }

    private static string[] Aim(Measurement measured, bool isRead)
    {
        if (!isRead)
            return ["", ""];
        var isMet = measured.Median < MaxMilliseconds && measured.PeakMegabytes < MaxMegabytes;
        return [$"below {Number((long)MaxMilliseconds)} ms and {MaxMegabytes} MB", isMet ? "yes" : "no"];
    }

    private static string Nodes(int count) => count == 1 ? "1 node" : $"{Number(count)} nodes";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Tenths(double number) => number.ToString("F1", CultureInfo.InvariantCulture);

    private static void AddRule(StringBuilder text, int columns) =>
        text.Append(string.Concat(Enumerable.Repeat("|---", columns))).Append("|\n");

    private static void AddLine(StringBuilder text, IReadOnlyList<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
