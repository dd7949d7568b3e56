namespace LabelHook.Adoptions;

/// <summary>A block that comes into the registry.</summary>
/// <param name="Owner">The module, or the reservation of what nobody can tell whose it is.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Ports">The block.</param>
/// <param name="From">The file that says so.</param>
internal sealed record AdoptedBlock(string Owner, Protocol Protocol, PortRange Ports, string From);
