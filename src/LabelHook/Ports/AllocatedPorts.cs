namespace LabelHook.Ports;

/// <summary>A block of ports and its owner.</summary>
/// <param name="Module">The module's name; any text where another program wrote the row.</param>
/// <param name="Ports">The block.</param>
public sealed record AllocatedPorts(string Module, PortRange Ports);
