using LabelHook.Database;
using static LabelHook.Wording;

namespace LabelHook.Ports;

internal static class PortProblems
{
    // How many reservations are named in a sentence; arbitrary.
    private const int MaxReservations = 3;

    public static Problem InvalidCount(int value, PortRange band) => new(
        "LH1103",
        ProblemKind.InvalidRequest,
        $"invalid port count {value}: must be 1 to {band.Count}",
        $"{value}",
        $"a number from 1 to {band.Count}, the size of the band {band}");

    // largest: Size of the largest free block.
    public static Problem BandExhausted(
        Protocol protocol,
        int count,
        PortRange band,
        int largest,
        IReadOnlyCollection<int> skipped,
        IReadOnlyCollection<AllocationRow> reserved)
    {
        var message = $"no {count} consecutive {protocol.Lower()} ports are free in {band}: "
            + $"the largest free block has {largest}";
        if (skipped.Count > 0)
            message += $", and {skipped.Count} unallocated ports are in use";
        foreach (var row in reserved.Take(MaxReservations))
            message += $", {row.Ports} is reserved for {Shown(Reservation.Reason(row.Module)!)}";
        if (reserved.Count > MaxReservations)
            message += $", and {reserved.Count - MaxReservations} more blocks are reserved";
        return new Problem("LH3001", ProblemKind.BandExhausted, message, $"{count}");
    }

    // largest: Size of the largest free block.
    public static Problem LeasesExhausted(
        Protocol protocol, int count, IReadOnlyCollection<Lease> leases, int largest, IReadOnlyCollection<int> skipped)
    {
        var message = $"no {count} consecutive {protocol.Lower()} ports are free in the ports that this node leased: "
            + $"the largest free block has {largest}";
        if (skipped.Count > 0)
            message += $", and {skipped.Count} unallocated ports are in use";
        foreach (var lease in leases.Where(lease => lease.Rival is not null))
            message += $", {lease.Ports} is also used by node {Shown(lease.Rival!)}";
        message += $"; run 'labelhook-cluster lease {count}'";
        return new Problem("LH3014", ProblemKind.BandExhausted, message, $"{count}");
    }

    public static Problem OutsideBand(PortRange ports, Protocol protocol, PortRange band) => Refused(
        "LH3011",
        ProblemKind.InvalidRequest,
        $"cannot use {protocol.Lower()} ports {ports}: not inside the band",
        ports.ToString(),
        $"ports from {band}");

    public static Problem Excluded(PortRange ports, Protocol protocol, PortRange excluded) => new(
        "LH3012",
        ProblemKind.Conflict,
        $"cannot use {protocol.Lower()} ports {ports}: {excluded} is excluded by the configuration, "
        + "not leased, or allocated in another ports database of this host",
        ports.ToString());

    public static Problem InUse(PortRange ports, Protocol protocol, int port) => new(
        "LH3013",
        ProblemKind.Conflict,
        $"cannot use {protocol.Lower()} ports {ports}: {port} is in use; see 'labelhook who {port}'",
        ports.ToString());

    // verb: What failed: claim, reserve or use.
    public static Problem Taken(PortRange ports, Protocol protocol, string verb, AllocationRow by)
    {
        var reason = Reservation.Reason(by.Module) is { } text
            ? $"{by.Ports} is reserved for {Shown(text)}"
            : $"already allocated to {DatabaseProblems.Owner(by.Module)}";
        return new Problem(
            "LH3009", ProblemKind.Conflict, $"cannot {verb} {protocol.Lower()} ports {ports}: {reason}", ports.ToString());
    }
}
