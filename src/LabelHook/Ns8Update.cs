using LabelHook.Ports;

namespace LabelHook;

/// <summary>What a module of NS8 holds after an update.</summary>
/// <param name="Tcp">Its TCP blocks, oldest first.</param>
/// <param name="Udp">Its UDP blocks, oldest first.</param>
/// <param name="Moved">The blocks that could not grow where they stood.</param>
internal sealed record Ns8Update(
    IReadOnlyList<PortRange> Tcp, IReadOnlyList<PortRange> Udp, IReadOnlyList<(Protocol Protocol, PortRange From, PortRange To)> Moved);
