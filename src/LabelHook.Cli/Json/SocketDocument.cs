using LabelHook.Sockets;

namespace LabelHook.Cli.Json;

// Sockets with the same address, state, user and processes.
// Hidden: Whether the processes that have them open are not visible.
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
