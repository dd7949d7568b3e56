using LabelHook.Database;

namespace LabelHook.Lookup;

// A row of the registry that holds a port.
// Module: Who holds it; any text where others wrote the row.
// Ports: The block.
// Since: Since when it is held as it is; null for a row from before LabelHook.
// IsReleasing: Whether the block is given back as soon as the module's environment file no longer names it.
// Record: Image and demand; null when the module was never installed by LabelHook.
internal sealed record PortOwner(string Module, PortRange Ports, DateTimeOffset? Since, bool IsReleasing, ModuleRecord? Record)
{
    private const string HelperSuffix = "_rsync";

    // Why the administrator keeps the ports; null when a module holds them.
    public string? Reserved => Reservation.Reason(Module);

    // The module that NS8 clones with this helper; null when it is none.
    public string? HelperOf => Record is null && Reserved is null && Module.EndsWith(HelperSuffix, StringComparison.Ordinal) && Module.Length > HelperSuffix.Length
        ? Module[..^HelperSuffix.Length]
        : null;
}
