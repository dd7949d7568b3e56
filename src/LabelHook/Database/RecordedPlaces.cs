using LabelHook.Linux;

namespace LabelHook.Database;

// How places of environment files stand in a ports database: those below its own folder relative to it, so that the
// folder can be moved or restored elsewhere. Older databases name all of them in full, and of one that was moved since,
// the default places are known by their form.
// folder: The folder of the database.
// state: The state folder where modules have their default places in it; null: they are configured.
internal sealed class RecordedPlaces(string folder, string? state)
{
    private readonly string _below = folder.TrimEnd('/') + "/";

    // The default place of a module in a state folder.
    public static string Default(string state, string module) => Path.Join(state, "modules", module, "environment");

    // What is recorded of a place.
    public string? ToRow(string? path) => path is not null && path.StartsWith(_below, StringComparison.Ordinal) ? path[_below.Length..] : path;

    // The place that is recorded.
    public string? FromRow(string module, string? recorded)
    {
        if (recorded is null)
            return null;
        if (!recorded.StartsWith('/'))
            return _below + recorded;
        return state is not null && Moved(module, recorded, state) ? Default(state, module) : recorded;
    }

    // Whether a recorded place is the default one of a state folder that was moved: what is here now came along with
    // the database, and what is still there is a copy's original.
    private bool Moved(string module, string recorded, string state)
    {
        var here = Default(state, module);
        if (recorded == here || !recorded.EndsWith(Default("/", module), StringComparison.Ordinal))
            return false;
        var isDatabaseHere = _below == state.TrimEnd('/') + "/";
        return FileStatus.IsAbsent(Path.GetDirectoryName(recorded)!) || (isDatabaseHere && !FileStatus.IsAbsent(here));
    }
}
