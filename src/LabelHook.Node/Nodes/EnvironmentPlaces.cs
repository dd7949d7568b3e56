using LabelHook.Linux;

namespace LabelHook.Nodes;

/// <summary>Where modules' environment files may be, the first place before the others: NS8 keeps those of modules with and without a user apart.</summary>
internal sealed class EnvironmentPlaces(IReadOnlyList<PathTemplate> templates)
{
    /// <summary>The place of a host without configuration.</summary>
    public static EnvironmentPlaces In(string state) => new([PathTemplate.In(state)]);

    /// <summary>Whether a place is in the home folder of a user of the module's name.</summary>
    public bool IsInHome => templates.Any(template => template.IsInHome);

    /// <summary>The first place where a file is; where none is, the first whose folder is there; else the first that the module can have.</summary>
    /// <exception cref="LabelHookException">All templates ask for a home folder, and there is no user of that name.</exception>
    public string For(ModuleName module)
    {
        var paths = Of(module).ToList();
        return paths.Find(path => !FileStatus.IsAbsent(path))
            ?? paths.Find(path => Directory.Exists(Path.GetDirectoryName(path)))
            ?? paths.FirstOrDefault()
            ?? throw new LabelHookException(NodeProblems.NoHome(module));
    }

    /// <summary>The places that the module can have.</summary>
    public IEnumerable<string> Of(ModuleName module) => templates.Select(template => template.TryFor(module)).OfType<string>();

    /// <returns>The module whose place a path is; the default value when it is that of none.</returns>
    public ModuleName ModuleAt(string path) => templates.Select(template => template.ModuleAt(path)).FirstOrDefault(module => module != default);

    /// <summary>The files of all modules that there are, one a module.</summary>
    public IEnumerable<(ModuleName Module, string Path)> Files() =>
        templates.SelectMany(template => template.Files()).DistinctBy(file => file.Module);
}
