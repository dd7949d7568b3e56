using System.Diagnostics.CodeAnalysis;
using LabelHook.Database;
using LabelHook.EnvironmentFiles;
using LabelHook.Linux;

namespace LabelHook.Nodes;

// A path that differs from module to module: {module} is the module's name, {home} the home folder of the user of that
// name.
internal sealed class PathTemplate
{
    private const string Module = "{module}";
    private const string Home = "{home}";

    // NS8 keeps its own agents of the node and the cluster beside the modules that have no user.
    private const string Ns8Folder = "/var/lib/nethserver/";

    private static readonly string[] Ns8Agents = ["cluster", "node"];

    private readonly string _text;

    private PathTemplate(string text) => _text = text;

    // The place of a host without configuration.
    public static PathTemplate In(string state) => new(RecordedPlaces.Default(state, Module));

    public static bool TryParse(string text, [NotNullWhen(true)] out PathTemplate? template)
    {
        var rest = text.Replace(Module, "", StringComparison.Ordinal).Replace(Home, "", StringComparison.Ordinal);
        var absolute = text.StartsWith('/') || text.StartsWith(Home + "/", StringComparison.Ordinal);
        var distinct = rest.Length < text.Length;
        template = absolute && distinct && !text.EndsWith('/') && rest.AsSpan().IndexOfAny('{', '}', '\0') < 0 ? new PathTemplate(text) : null;
        return template is not null;
    }

    // Returns: null when the template asks for a home folder and there is no user of that name.
    public string? TryFor(ModuleName module)
    {
        var path = _text.Replace(Module, module.ToString(), StringComparison.Ordinal);
        if (!path.Contains(Home, StringComparison.Ordinal))
            return path;
        var home = Homes().FirstOrDefault(user => user.Name == module.ToString()).Folder;
        return home is null ? null : path.Replace(Home, home, StringComparison.Ordinal);
    }

    // Returns: the module whose place a path is; the default value when it is that of none.
    public ModuleName ModuleAt(string path)
    {
        var names = IsInHome ? Homes().Select(user => user.Name) : path.Split('/').SelectMany(Names);
        return names.Select(name => ModuleName.TryParse(name, out var module, out _) ? module : default)
            .FirstOrDefault(module => module != default && TryFor(module) == path);

        // What {module} can stand for in a part of the path.
        IEnumerable<string> Names(string part)
        {
            var pattern = _text.Split('/').First(text => text.Contains(Module, StringComparison.Ordinal)).Split(Module, 2);
            if (part.Length > pattern[0].Length + pattern[1].Length)
                yield return part[pattern[0].Length..^pattern[1].Length];
        }
    }

    // The files of all modules that there are.
    public IEnumerable<(ModuleName Module, string Path)> Files() =>
        from name in _text.Contains(Home, StringComparison.Ordinal) ? Homes().Select(user => user.Name) : FolderNames()
        let module = ModuleName.TryParse(name, out var known, out _) ? known : default
        where module != default
        let path = TryFor(module)
        where path is not null && !FileStatus.IsAbsent(path)
        select (module, path);

    // Whether the place is in the home folder of a user of the module's name.
    public bool IsInHome => _text.Contains(Home, StringComparison.Ordinal);

    // The names that stand where the template has {module} for the first time, in an order that does not depend on the
    // file system.
    private string[] FolderNames()
    {
        var start = _text.LastIndexOf('/', _text.IndexOf(Module, StringComparison.Ordinal));
        var end = _text.IndexOf('/', start + 1);
        var (before, after) = _text[(start + 1)..(end < 0 ? _text.Length : end)].Split(Module, 2) is [var first, var last] ? (first, last) : ("", "");
        var folder = _text[..(start + 1)];
        try
        {
            var names = FileStatus.IsAbsent(folder)
                ? []
                : Directory.EnumerateFileSystemEntries(folder, before + "*" + after).Select(path => Path.GetFileName(path)[before.Length..^after.Length]);
            return [.. names.Except(folder == Ns8Folder ? Ns8Agents : [], StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LabelHookException(EnvironmentProblems.Unusable(folder, $"it cannot be listed ({Errno.Words(error)})"), error);
        }
    }

    // passwd(5): name, password, user, group, comment, home folder, shell.
    private static IEnumerable<(string Name, string Folder)> Homes() =>
        from line in File.ReadLines("/etc/passwd")
        let fields = line.Split(':')
        where fields.Length >= 6
        select (fields[0], fields[5]);
}
