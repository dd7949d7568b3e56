using LabelHook.Database;

namespace LabelHook.Modules;

// A module, or a reservation, as the ports database has it.
// Module: Its name, any text where others wrote the row.
// Record: Image and demand; null when it was never installed by LabelHook.
// Blocks: Its blocks, TCP before UDP, oldest first.
// Environment: What is to be said of its environment file.
internal sealed record ModuleListing(string Module, ModuleRecord? Record, IReadOnlyList<ListedBlock> Blocks, EnvironmentState Environment)
{
    // Its image's name; null when it is not known.
    public string? Image => Record?.Image is { Length: > 0 } image ? image : null;

    // Why the administrator keeps the ports; null when a module holds them.
    public string? Reserved => Reservation.Reason(Module);

    // The state of the environment file for people and programs; null when there is none to speak of.
    public string? EnvironmentWord => Environment == EnvironmentState.None ? null : Environment.ToString().ToLowerInvariant();
}
