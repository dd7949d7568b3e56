using LabelHook.Database;

namespace LabelHook.Lookup;

/// <summary>A row of the registry that holds a port.</summary>
/// <param name="Module">Who holds it; any text where others wrote the row.</param>
/// <param name="Ports">The block.</param>
/// <param name="Since">Since when it is held as it is; <see langword="null"/> for a row from before LabelHook.</param>
/// <param name="IsReleasing">Whether the block is given back as soon as the module's environment file no longer names it.</param>
/// <param name="Record">Image and demand; <see langword="null"/> when the module was never installed by LabelHook.</param>
internal sealed record PortHolder(string Module, PortRange Ports, DateTimeOffset? Since, bool IsReleasing, ModuleRecord? Record)
{
    private const string HelperSuffix = "_rsync";

    /// <summary>Why the administrator keeps the ports; <see langword="null"/> when a module holds them.</summary>
    public string? Reserved => Reservation.Reason(Module);

    /// <summary>The module that NS8 clones with this helper; <see langword="null"/> when it is none.</summary>
    public string? HelperOf => Record is null && Reserved is null && Module.EndsWith(HelperSuffix, StringComparison.Ordinal) && Module.Length > HelperSuffix.Length
        ? Module[..^HelperSuffix.Length]
        : null;
}
