using LabelHook.Lookup;

namespace LabelHook.Cli.Json;

// Neighbouring ports with one owner.
// Allocation: The block that they are of, which may be larger; null when they are not allocated.
internal sealed record PortSpanDocument(
    string Protocol,
    PortsDocument? Ports,
    AllocationDocument? Allocation,
    IReadOnlyList<PortSocketDocument> Sockets)
{
    public static PortSpanDocument From(PortSpan span) => new(
        span.Protocol.Lower(),
        PortsDocument.FromRange(span.Ports),
        span.Owner is { } owner ? AllocationDocument.From(owner) : null,
        [.. span.Sockets.Select(socket => new PortSocketDocument(socket.Port, SocketDocument.From(socket.Group)))]);
}
