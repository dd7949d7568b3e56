using LabelHook.EnvironmentFiles;
using LabelHook.Ports;
using LabelHook.Settings;

namespace LabelHook;

/// <summary>A node: its registry, and the places of its modules' environment files.</summary>
internal sealed class Node(NodeSettings settings, string state, TimeSpan wait)
{
    private readonly PathTemplate _places = settings.EnvironmentFile ?? PathTemplate.In(state);

    public NodeSettings Settings => settings;

    public PortsOptions Options { get; } = new()
    {
        Database = settings.Database ?? Path.Join(state, "ports.sqlite"),
        Band = settings.Band,
        AvoidInUse = settings.AvoidInUse,
        Wait = wait,
    };

    /// <summary>Where a module's environment file is: where it was, while its folder is there, else where it is asked for, else the configured place.</summary>
    public string PlaceOf(ModuleName module, ModuleRecord? known, string? place)
    {
        var before = known?.EnvironmentFile is { } path && Directory.Exists(Path.GetDirectoryName(path)) ? path : null;
        if (place is not null && before is not null && place != before)
            throw new LabelHookException(Problems.EnvironmentElsewhere(module, place, before));
        return before ?? place ?? _places.For(module);
    }

    public EnvironmentFile EnvironmentToChange(ModuleName module, string path) => EnvironmentFile.OpenToChange(path, wait, IsOurs(module, path));

    /// <returns><see langword="null"/> when the file's folder is yet to be made.</returns>
    public EnvironmentFile? EnvironmentToRead(ModuleName module, string path) =>
        IsOurs(module, path) && !Directory.Exists(Path.GetDirectoryName(path)) ? null : EnvironmentFile.OpenToRead(path);

    /// <returns>The file that names a module's ports, if LabelHook wrote one and its folder is still there; its record may be lost.</returns>
    public EnvironmentFile? EnvironmentIfThere(ModuleName module, ModuleRecord? known)
    {
        var path = known?.EnvironmentFile ?? (known is null && settings.EnvironmentFile is null && NamesPorts(_places.For(module)) ? _places.For(module) : null);
        return Directory.Exists(Path.GetDirectoryName(path)) ? EnvironmentFile.OpenToChange(path!, wait) : null;
    }

    public PortsDatabase Open(bool toRead, string? place = null)
    {
        GuardAgainstLoss(place);
        return toRead ? PortsDatabase.OpenToRead(Options.Database, wait) : PortsDatabase.OpenToChange(Options.Database, wait);
    }

    /// <summary>A folder below the state folder is LabelHook's to make; any other has to be there.</summary>
    private bool IsOurs(ModuleName module, string path) => settings.EnvironmentFile is null && path == _places.For(module);

    /// <summary>A registry that vanished is not started anew: its modules still run on their ports.</summary>
    private void GuardAgainstLoss(string? place)
    {
        if (PortsDatabase.IsThere(Options.Database))
            return;
        if (_places.Existing().Concat(place is null ? [] : [place]).FirstOrDefault(NamesPorts) is { } path)
            throw new LabelHookException(Problems.DatabaseLost(Options.Database, $"{path} still names ports"));
        if (PortsDatabase.WasThere(Options.Database))
            throw new LabelHookException(Problems.DatabaseLost(Options.Database, "the lock file beside it says that there was one"));
    }

    private static bool NamesPorts(string path)
    {
        try
        {
            using var environment = EnvironmentFile.OpenToRead(path);
            return environment.Text.Variables.Keys.Intersect(PortVariables.Names, StringComparer.Ordinal).Any();
        }
        catch (LabelHookException)
        {
            return false; // what is no environment file cannot name ports to a unit
        }
    }
}
