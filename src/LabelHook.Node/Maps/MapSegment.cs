using LabelHook.Database;

namespace LabelHook.Maps;

/// <summary>Consecutive ports of which the same is to be said.</summary>
/// <param name="Ports">The ports.</param>
/// <param name="Kind">What they are.</param>
/// <param name="Owner">The module's name or the reservation's reason; <see langword="null"/> where nobody holds them.</param>
/// <param name="Number">The how-many-th segment it is of its map, so that neighbours can be told apart.</param>
internal readonly record struct MapSegment(PortRange Ports, MapKind Kind, string? Owner, int Number)
{
    /// <summary>Ports that a row of the registry holds.</summary>
    public static MapSegment Of(PortRange ports, string owner, int number) => Reservation.Reason(owner) is { } reason
        ? new MapSegment(ports, MapKind.Reserved, reason, number)
        : new MapSegment(ports, MapKind.Module, owner, number);

    public MapSegment In(PortRange part) => this with { Ports = Ports.Intersection(part) };
}
