using LabelHook.Database;

namespace LabelHook.Modules;

// The planned changes of a module's ports.
internal sealed record ModulePlan(ModulePorts Before, IReadOnlyList<PortChange> Changes)
{
    public ModulePorts After { get; } = Changes.Aggregate(Before, (ports, change) => ports.With(change));

    public bool HasChanges => Changes.Any(change => change.Removed.Count > 0 || change.Added.Count > 0);

    // Whether the plan releases ports after the environment file no longer lists them.
    public bool ReleasesPorts => Before.HasReleasing || Changes.Any(change => change.ReleasesPorts);
}
