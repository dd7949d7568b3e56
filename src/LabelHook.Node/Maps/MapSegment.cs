using LabelHook.Database;

namespace LabelHook.Maps;

// Consecutive ports of which the same is to be said.
// Ports: The ports.
// Kind: What they are.
// Owner: The module's name or the reservation's reason; null where nobody holds them.
// Number: The how-many-th segment it is of its map, so that neighbours can be told apart.
internal readonly record struct MapSegment(PortRange Ports, MapKind Kind, string? Owner, int Number)
{
    // Ports that a row of the registry holds.
    public static MapSegment Of(PortRange ports, string owner, int number) => Reservation.Reason(owner) is { } reason
        ? new MapSegment(ports, MapKind.Reserved, reason, number)
        : new MapSegment(ports, MapKind.Module, owner, number);

    public MapSegment In(PortRange part) => this with { Ports = Ports.Intersection(part) };
}
