using LabelHook.Database;
using LabelHook.Nodes;

namespace LabelHook.Lookup;

// A row of the ports database that allocates a port.
// Module: The owner; any text in a row that other programs wrote.
// Ports: The block.
// Since: When the row got its present form; null for a row that is older than LabelHook.
// IsReleasing: Whether the block is released as soon as the module's environment file no longer lists it.
// Record: Image and demand; null when LabelHook never installed the module.
internal sealed record PortOwner(
    string Module, PortRange Ports, DateTimeOffset? Since, bool IsReleasing, ModuleRecord? Record)
{
    // The reason of the administrator's reservation; null when a module owns the ports.
    public string? Reserved => Reservation.Reason(Module);

    // The module that NS8 copies with this helper; null when the owner is not a helper.
    public string? HelperOf => Record is null && Reserved is null ? CopyHelper.ModuleOf(Module) : null;

    // The owners of the rows that are wanted, in the order of the rows.
    public static IReadOnlyList<PortOwner> Read(
        PortsDatabase database, Protocol protocol, Func<AllocationRow, bool> isWanted)
    {
        var records = database.Modules().ToDictionary(record => record.Module, StringComparer.Ordinal);
        var times = database.AllocationTimes(protocol);
        var owners = new List<PortOwner>();
        foreach (var row in database.Allocations(protocol).Where(isWanted))
        {
            DateTimeOffset? since = times.TryGetValue((row.Ports, row.Module), out var time) ? time : null;
            var record = records.GetValueOrDefault(row.Module);
            owners.Add(new PortOwner(row.Module, row.Ports, since, row.IsReleasing, record));
        }

        return owners;
    }
}
