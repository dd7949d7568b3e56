using LabelHook.Host;
using LabelHook.Linux;

namespace LabelHook.Nodes;

// The places where modules' environment files may be, in order of preference: NS8 has separate places for rootless and
// rootful modules.
internal sealed class EnvironmentPlaces(IReadOnlyList<PathTemplate> templates)
{
    // The default place.
    public static EnvironmentPlaces In(string state) => new([PathTemplate.In(state)]);

    public UserAccounts Accounts { get; } = new();

    // Whether a place is in the home folder of the user with the module's name.
    public bool IsInHome => templates.Any(template => template.IsInHome);

    // The first place with a file, else the first with a folder, else the first possible place.
    // Throws: all places are in home folders, and the user does not exist.
    public string For(ModuleName module)
    {
        var paths = CandidatesFor(module).ToList();
        return paths.Find(path => !FileStatus.IsAbsent(path))
            ?? paths.Find(path => Directory.Exists(Path.GetDirectoryName(path)))
            ?? paths.FirstOrDefault()
            ?? throw new LabelHookException(NodeProblems.NoHome(module));
    }

    public IEnumerable<string> CandidatesFor(ModuleName module) =>
        templates.Select(template => template.TryFor(module, Accounts)).OfType<string>();

    // Returns: the module that has its place at this path; the default value when there is none.
    public ModuleName ModuleAt(string path) =>
        templates.Select(template => template.ModuleAt(path, Accounts)).FirstOrDefault(module => module != default);

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

    // The existing files that belong to no module, because the name in their path is not valid.
    public IEnumerable<(string Name, string Path)> FilesWithInvalidName() =>
        templates.SelectMany(template => template.Files(Accounts))
            .Where(file => !ModuleName.TryParse(file.Name, out _, out _));
}
