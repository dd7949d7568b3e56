namespace LabelHook.Modules;

// A block as the ports database has it.
// Protocol: The protocol.
// Ports: The block.
// Since: Since when it is held as it is; null for a row from before LabelHook.
internal sealed record ListedBlock(Protocol Protocol, PortRange Ports, DateTimeOffset? Since);
