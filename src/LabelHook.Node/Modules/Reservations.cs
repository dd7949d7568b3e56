using LabelHook.Database;
using LabelHook.Nodes;
using LabelHook.Ports;

namespace LabelHook.Modules;

// Ports that the administrator keeps out of every allocation.
internal sealed class Reservations(Node node)
{
    public IReadOnlyList<PortRange> Read(Protocol protocol)
    {
        using var database = node.Open(toRead: true);
        return
        [
            .. database.Allocations(protocol)
                .Where(row => Reservation.Reason(row.Module) is not null)
                .Select(row => row.Ports)
                .OrderBy(ports => ports.Start),
        ];
    }

    // Reserving the same ports again for the same reason changes nothing.
    public void Reserve(PortRange ports, Protocol protocol, string reason)
    {
        if (reason.Trim().Length is 0 or > Reservation.MaxReason || reason.EnumerateRunes().Any(PrintableText.IsHidden))
            throw new LabelHookException(ModuleProblems.Reason(reason));
        var owner = Reservation.Owner(reason.Trim());
        using var database = node.Open(toRead: false);
        database.Change(() =>
        {
            var taken = database.Allocations(protocol).Where(row => row.Ports.Overlaps(ports)).ToList();
            if (taken.Exists(row => row.Module == owner && row.Ports.Contains(ports)))
                return;
            if (taken.Count > 0)
                throw new LabelHookException(PortProblems.Taken(ports, protocol, "reserve", taken[0]));
            database.Add(protocol, ports, owner);
        });
    }

    // The rest of a larger reservation stays reserved.
    // Returns: the blocks that were reserved.
    public IReadOnlyList<PortRange> Unreserve(PortRange ports, Protocol protocol)
    {
        if (node.IsAbsent)
        {
            node.Open(toRead: true).Dispose(); // fails if the database was lost
            return [];
        }

        using var database = node.Open(toRead: false);
        return database.Change(() =>
        {
            var reserved = database.Allocations(protocol)
                .Where(row => Reservation.Reason(row.Module) is not null && row.Ports.Overlaps(ports))
                .ToList();
            database.Remove(protocol, reserved);
            foreach (var row in reserved)
            {
                foreach (var rest in row.Ports.Without(ports))
                    database.Add(protocol, rest, row.Module);
            }

            return reserved.Select(row => row.Ports.Intersection(ports)).OrderBy(freed => freed.Start).ToList();
        });
    }
}
