using LabelHook.Database;
using static LabelHook.Wording;

namespace LabelHook.Ports;

internal static class PortProblems
{
    // How many reservations are named in a sentence; arbitrary.
    private const int MaxReservations = 3;

    public static Problem Count(int value, PortRange band) => new(
        "LH1103", ProblemKind.InvalidRequest, $"invalid port count {value}: must be 1 to {band.Count}", $"{value}", $"a number from 1 to {band.Count}, the size of the band {band}");

    public static Problem BandExhausted(Protocol protocol, int count, PortRange band, int largest, IReadOnlyCollection<int> busy, IReadOnlyCollection<AllocationRow> reserved) => new(
        "LH3001", ProblemKind.BandExhausted,
        $"no {count} consecutive {protocol.Lower()} ports are free in {band}: the largest free block has {largest}"
            + (busy.Count == 0 ? "" : $", and {busy.Count} unallocated ports are in use")
            + string.Concat(reserved.Take(MaxReservations).Select(row => $", {row.Ports} is reserved for {Shown(Reservation.Reason(row.Module)!)}"))
            + (reserved.Count > MaxReservations ? $", and {reserved.Count - MaxReservations} more blocks are reserved" : ""),
        $"{count}");

    // verb: What was to be done with them: claim, reserve.
    public static Problem PortsTaken(PortRange ports, Protocol protocol, string verb, AllocationRow by) => new(
        "LH3009",
        ProblemKind.Conflict,
        $"cannot {verb} {protocol.Lower()} ports {ports}: " + (Reservation.Reason(by.Module) is { } reason ? $"{by.Ports} is reserved for {Shown(reason)}" : $"already allocated to {DatabaseProblems.Owner(by.Module)}"),
        ports.ToString());
}
