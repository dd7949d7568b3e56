namespace LabelHook.Ports;

/// <summary>Ports that were allocated.</summary>
/// <param name="Ports">The block.</param>
/// <param name="Warnings">Sentences for a person, such as which ports were skipped because they are in use.</param>
public sealed record PortAllocation(PortRange Ports, IReadOnlyList<string> Warnings);
