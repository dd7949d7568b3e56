namespace LabelHook.Ports;

/// <summary>Ports that were given.</summary>
/// <param name="Ports">The block.</param>
/// <param name="Warnings">What a person should know: ports that were passed over because a socket holds them.</param>
public sealed record PortAllocation(PortRange Ports, IReadOnlyList<string> Warnings);
