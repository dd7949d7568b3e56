using System.Diagnostics.CodeAnalysis;
using LabelHook.Database;
using LabelHook.EnvironmentFiles;
using LabelHook.Host;
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
    public string? TryFor(ModuleName module, UserAccounts accounts)
    {
        if (!IsInHome)
            return PathFor(module.ToString(), home: "");
        return accounts.Find(module.ToString()) is { } user ? PathFor(user.Name, user.Home) : null;
    }

    // Returns: the module whose place a path is; the default value when it is that of none.
    public ModuleName ModuleAt(string path, UserAccounts accounts)
    {
        var names = IsInHome ? accounts.All.Select(user => user.Name) : path.Split('/').SelectMany(Names);
        return names.Select(name => ModuleName.TryParse(name, out var module, out _) ? module : default)
            .FirstOrDefault(module => module != default && TryFor(module, accounts) == path);

        // What {module} can stand for in a part of the path.
        IEnumerable<string> Names(string part)
        {
            var pattern = _text.Split('/').First(text => text.Contains(Module, StringComparison.Ordinal)).Split(Module, 2);
            if (part.Length > pattern[0].Length + pattern[1].Length)
                yield return part[pattern[0].Length..^pattern[1].Length];
        }
    }

    // The existing files, with the names in the place of {module}; a name need not be that of a module.
    public IEnumerable<(string Name, string Path)> Files(UserAccounts accounts)
    {
        var candidates = IsInHome
            ? accounts.All.Select(user => (user.Name, Path: PathFor(user.Name, user.Home)))
            : FolderNames().Select(name => (Name: name, Path: PathFor(name, home: "")));
        return candidates.Where(candidate => !FileStatus.IsAbsent(candidate.Path));
    }

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

    private string PathFor(string name, string home) =>
        _text.Replace(Module, name, StringComparison.Ordinal).Replace(Home, home, StringComparison.Ordinal);
}
