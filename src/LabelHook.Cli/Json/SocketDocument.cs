using LabelHook.Sockets;

namespace LabelHook.Cli.Json;

// Sockets that have everything shown here in common.
// Hidden: whether processes that cannot be seen from here have them open.
internal sealed record SocketDocument(
    string Address, string State, int Count, uint User, bool Hidden, IReadOnlyList<ProcessDocument> Processes)
{
    public static SocketDocument From(SocketGroup group) => new(
        group.Address.ToString(),
        Word(group.State),
        group.Count,
        group.User,
        group.IsHidden,
        [.. group.Owners.Select(ProcessDocument.From)]);

    public static string Word(SocketState state) => state switch
    {
        SocketState.Listening => "listening",
        SocketState.Bound => "bound",
        SocketState.Connected => "connected",
        _ => "time-wait",
    };
}
