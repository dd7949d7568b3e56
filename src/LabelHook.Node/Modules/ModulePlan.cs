using LabelHook.Database;

namespace LabelHook.Modules;

// What becomes of a module's ports.
internal sealed record ModulePlan(ModulePorts Before, IReadOnlyList<PortChange> Changes)
{
    public ModulePorts After { get; } = Changes.Aggregate(Before, (ports, change) => ports.With(change));

    public bool HasChanges => Changes.Any(change => change.Removed.Count > 0 || change.Added.Count > 0);

    // Whether ports stay allocated only until the environment file no longer names them.
    public bool ReleasesPorts => Before.HasReleasing || Changes.Any(change => change.ReleasesPorts);
}
