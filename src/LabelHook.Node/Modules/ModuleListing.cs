using LabelHook.Database;

namespace LabelHook.Modules;

/// <summary>A module, or what else holds ports, as the registry knows it.</summary>
/// <param name="Module">Its name, any text where others wrote the row.</param>
/// <param name="Record">Image and demand; <see langword="null"/> when it was never installed by LabelHook.</param>
/// <param name="Blocks">Its blocks, TCP before UDP, oldest first.</param>
/// <param name="Environment">What is to be said of its environment file.</param>
internal sealed record ModuleListing(string Module, ModuleRecord? Record, IReadOnlyList<BlockListing> Blocks, EnvironmentState Environment)
{
    /// <summary>Its image's name; <see langword="null"/> when it is not known.</summary>
    public string? Image => Record?.Image is { Length: > 0 } image ? image : null;

    /// <summary>Why the administrator keeps the ports; <see langword="null"/> when a module holds them.</summary>
    public string? Reserved => Reservation.Reason(Module);

    /// <summary>The state of the environment file for people and programs; <see langword="null"/> when there is none to speak of.</summary>
    public string? EnvironmentWord => Environment == EnvironmentState.None ? null : Environment.ToString().ToLowerInvariant();
}
