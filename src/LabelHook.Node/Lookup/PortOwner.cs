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
}
