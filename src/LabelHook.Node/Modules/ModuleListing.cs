using LabelHook.Database;

namespace LabelHook.Modules;

// A module, or a reservation, in the ports database.
// Module: May be any text if another program wrote the row.
// Record: Image and demand; null if LabelHook did not install the module.
// Blocks: TCP before UDP, oldest first.
// Environment: The state of its environment file.
internal sealed record ModuleListing(
    string Module, ModuleRecord? Record, IReadOnlyList<ListedBlock> Blocks, EnvironmentState Environment)
{
    // The image's name; null if unknown.
    public string? Image => Record?.Image is { Length: > 0 } image ? image : null;

    // The reason of a reservation; null for a module.
    public string? Reserved => Reservation.Reason(Module);

    // The word for the state in tables and JSON; null if LabelHook writes no file.
    public string? EnvironmentWord =>
        Environment == EnvironmentState.None ? null : Environment.ToString().ToLowerInvariant();
}
