namespace LabelHook.Adoptions;

// A block of ports with the file that names it.
// Owner: The module; a reservation when its owner is unclear.
// From: The path of the file.
internal sealed record AdoptedBlock(string Owner, Protocol Protocol, PortRange Ports, string From);
