using LabelHook.Cli.Output;
using LabelHook.Lookup;

namespace LabelHook.Cli.Commands;

// A table of ports, their owners and their sockets.
internal static class SpanText
{
    // Most sockets of a span; arbitrary, so that several spans fit on a screen.
    private const int MaxSockets = 8;

    public static IEnumerable<string[]> Rows(IEnumerable<PortSpan> spans, bool isRoot)
    {
        yield return ["PORTS", "OWNER", "SINCE", "SOCKETS"];
        foreach (var span in spans)
        {
            var sockets = Sockets(span, isRoot);
            yield return
            [
                $"{span.Ports}/{span.Protocol.Lower()}",
                Owner(span.Owner),
                Terminal.Time(span.Owner?.Since),
                sockets.FirstOrDefault("-"),
            ];
            foreach (var socket in sockets.Skip(1))
                yield return ["", "", "", socket];
        }
    }

    private static string Owner(PortOwner? owner) => owner switch
    {
        null => "-",
        { Reserved: { } reason } => $"({reason})",
        _ => owner.Module,
    };

    private static List<string> Sockets(PortSpan span, bool isRoot)
    {
        var texts = span.Sockets
            .Take(MaxSockets)
            .Select(socket => $"{socket.Port}: {PortText.Socket(socket.Group, isRoot)}")
            .ToList();
        if (span.Sockets.Count > MaxSockets)
            texts.Add($"and {span.Sockets.Count - MaxSockets} more, see --json");
        return texts;
    }
}
