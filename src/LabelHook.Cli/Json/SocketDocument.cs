using LabelHook.Sockets;

namespace LabelHook.Cli.Json;

// Sockets of which the same is to be said.
// State: listening, bound, connected or timeWait.
// Hidden: Whether processes have them open that only root can see, or nobody here.
internal sealed record SocketDocument(string Address, string State, int Count, uint User, bool Hidden, IReadOnlyList<ProcessDocument> Processes)
{
    public static SocketDocument Of(SocketGroup group) => new(
        group.Address.ToString(),
        group.State switch
        {
            SocketState.Listening => "listening",
            SocketState.Bound => "bound",
            SocketState.Connected => "connected",
            _ => "timeWait",
        },
        group.Count,
        group.User,
        group.IsHidden,
        [.. group.Owners.Select(ProcessDocument.Of)]);
}
