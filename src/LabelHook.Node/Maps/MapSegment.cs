using LabelHook.Database;

namespace LabelHook.Maps;

// Neighbouring ports of the same kind and owner.
// Owner: The module's name or the reason of a reservation; null when the ports have no owner.
// Number: The position in its map, by which neighbours can be told apart.
internal readonly record struct MapSegment(PortRange Ports, MapKind Kind, string? Owner, int Number)
{
    public static MapSegment Allocated(PortRange ports, string owner, int number) =>
        Reservation.Reason(owner) is { } reason
            ? new MapSegment(ports, MapKind.Reserved, reason, number)
            : new MapSegment(ports, MapKind.Module, owner, number);

    public MapSegment In(PortRange part) => this with { Ports = Ports.Intersection(part) };
}
