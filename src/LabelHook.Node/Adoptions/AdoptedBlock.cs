namespace LabelHook.Adoptions;

// A block that comes into the registry.
// Owner: The module, or the reservation of what nobody can tell whose it is.
// Protocol: The protocol.
// Ports: The block.
// From: The file that says so.
internal sealed record AdoptedBlock(string Owner, Protocol Protocol, PortRange Ports, string From);
