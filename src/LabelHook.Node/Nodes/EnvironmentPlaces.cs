using LabelHook.Host;
using LabelHook.Linux;

namespace LabelHook.Nodes;

// Where modules' environment files may be, the first place before the others: NS8 keeps those of modules with and
// without a user apart.
internal sealed class EnvironmentPlaces(IReadOnlyList<PathTemplate> templates)
{
    // The place of a host without configuration.
    public static EnvironmentPlaces In(string state) => new([PathTemplate.In(state)]);

    public UserAccounts Accounts { get; } = new();

    // Whether a place is in the home folder of a user of the module's name.
    public bool IsInHome => templates.Any(template => template.IsInHome);

    // The first place where a file is; where none is, the first whose folder is there; else the first that the module
    // can have.
    // Throws: all templates ask for a home folder, and there is no user of that name.
    public string For(ModuleName module)
    {
        var paths = CandidatesFor(module).ToList();
        return paths.Find(path => !FileStatus.IsAbsent(path))
            ?? paths.Find(path => Directory.Exists(Path.GetDirectoryName(path)))
            ?? paths.FirstOrDefault()
            ?? throw new LabelHookException(NodeProblems.NoHome(module));
    }

    // The places that the module can have.
    public IEnumerable<string> CandidatesFor(ModuleName module) => templates.Select(template => template.TryFor(module, Accounts)).OfType<string>();

    // Returns: the module whose place a path is; the default value when it is that of none.
    public ModuleName ModuleAt(string path) => templates.Select(template => template.ModuleAt(path, Accounts)).FirstOrDefault(module => module != default);

    // The existing files, one for each module.
    public IEnumerable<(ModuleName Module, string Path)> Files()
    {
        var modules = new HashSet<ModuleName>();
        foreach (var (name, path) in templates.SelectMany(template => template.Files(Accounts)))
        {
            if (ModuleName.TryParse(name, out var module, out _) && modules.Add(module))
                yield return (module, path);
        }
    }

    // The existing files that belong to no module, because the name in the place of {module} is not valid.
    public IEnumerable<(string Name, string Path)> FilesWithInvalidName() =>
        templates.SelectMany(template => template.Files(Accounts))
            .Where(file => !ModuleName.TryParse(file.Name, out _, out _));
}
