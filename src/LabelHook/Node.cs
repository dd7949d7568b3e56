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

    public string PlaceOf(ModuleName module, ModuleRecord? known, string? place)
    {
        var before = known is null ? null : known.EnvironmentFile ?? _places.For(module);
        if (place is not null && before is not null && place != before)
            throw new LabelHookException(Problems.EnvironmentElsewhere(module, place, before));
        return before ?? place ?? _places.For(module);
    }

    public EnvironmentFile EnvironmentToChange(ModuleName module, string path)
    {
        if (settings.EnvironmentFile is null && path == _places.For(module))
            MakeFolder(Path.GetDirectoryName(path)!);
        return EnvironmentFile.OpenToChange(path, wait);
    }

    /// <returns><see langword="null"/> when LabelHook wrote none for the module, or its folder is gone, with the module's user or without.</returns>
    public EnvironmentFile? EnvironmentIfThere(ModuleName module, ModuleRecord? known)
    {
        if (known is not { IsNs8: false } || (known.EnvironmentFile ?? _places.TryFor(module)) is not { } path)
            return null;
        return Directory.Exists(Path.GetDirectoryName(path)) ? EnvironmentFile.OpenToChange(path, wait) : null;
    }

    public static EnvironmentFile? EnvironmentToRead(string path) => Directory.Exists(Path.GetDirectoryName(path)) ? EnvironmentFile.OpenToRead(path) : null;

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LabelHookException(Problems.EnvironmentPath(folder, "the folder cannot be made"), error);
        }
    }

    public PortsDatabase Open(bool toRead, string? place = null)
    {
        GuardAgainstLoss(place);
        return toRead ? PortsDatabase.OpenToRead(Options.Database, wait) : PortsDatabase.OpenToChange(Options.Database, wait);
    }

    /// <summary>A registry that vanished is not started anew: its modules still run on their ports.</summary>
    private void GuardAgainstLoss(string? place)
    {
        if (PortsDatabase.IsThere(Options.Database))
            return;
        foreach (var path in _places.Existing().Concat(place is null ? [] : [place]))
        {
            using var environment = EnvironmentToRead(path);
            if (environment is not null && environment.Text.Variables.Keys.Intersect(PortVariables.Names, StringComparer.Ordinal).Any())
                throw new LabelHookException(Problems.DatabaseLost(Options.Database, path));
        }
    }
}
