using System.Diagnostics.CodeAnalysis;
using LabelHook.Database;
using LabelHook.EnvironmentFiles;
using LabelHook.Host;
using LabelHook.Linux;

namespace LabelHook.Nodes;

// The path of a module's file: {module} is the module's name, {home} the home folder of the user with that name.
internal sealed class PathTemplate
{
    private const string Module = "{module}";
    private const string Home = "{home}";

    // This folder has NS8's agents of the node and the cluster as well as rootful modules.
    private const string Ns8Folder = "/var/lib/nethserver/";

    private static readonly string[] Ns8Agents = ["cluster", "node"];

    private readonly string _text;

    private PathTemplate(string text) => _text = text;

    // The default path.
    public static PathTemplate In(string state) => new(RecordedPlaces.Default(state, Module));

    public static bool TryParse(string text, [NotNullWhen(true)] out PathTemplate? template)
    {
        var rest = text.Replace(Module, "", StringComparison.Ordinal).Replace(Home, "", StringComparison.Ordinal);
        var absolute = text.StartsWith('/') || text.StartsWith(Home + "/", StringComparison.Ordinal);
        var distinct = rest.Length < text.Length;
        var valid = absolute && distinct && !text.EndsWith('/') && rest.AsSpan().IndexOfAny('{', '}', '\0') < 0;
        template = valid ? new PathTemplate(text) : null;
        return valid;
    }

    // Returns: null when the template contains {home} and the user does not exist.
    public string? TryFor(ModuleName module, UserAccounts accounts)
    {
        if (!IsInHome)
            return PathFor(module.ToString(), home: "");
        return accounts.Find(module.ToString()) is { } user ? PathFor(user.Name, user.Home) : null;
    }

    // Returns: the module that has this path; the default value when there is none.
    public ModuleName ModuleAt(string path, UserAccounts accounts)
    {
        var names = IsInHome ? accounts.All.Select(user => user.Name) : path.Split('/').SelectMany(Names);
        return names.Select(name => ModuleName.TryParse(name, out var module, out _) ? module : default)
            .FirstOrDefault(module => module != default && TryFor(module, accounts) == path);

        // The possible values of {module} in a part of the path.
        IEnumerable<string> Names(string part)
        {
            var parts = _text.Split('/');
            var pattern = parts.First(text => text.Contains(Module, StringComparison.Ordinal)).Split(Module, 2);
            if (part.Length > pattern[0].Length + pattern[1].Length)
                yield return part[pattern[0].Length..^pattern[1].Length];
        }
    }

    // The existing files, with the value of {module}, which may not be a valid module name.
    public IEnumerable<(string Name, string Path)> Files(UserAccounts accounts)
    {
        var candidates = IsInHome
            ? accounts.All.Select(user => (user.Name, Path: PathFor(user.Name, user.Home)))
            : FolderNames().Select(name => (Name: name, Path: PathFor(name, home: "")));
        return candidates.Where(candidate => !FileStatus.IsAbsent(candidate.Path));
    }

    // Whether the path is in the home folder of the user with the module's name.
    public bool IsInHome => _text.Contains(Home, StringComparison.Ordinal);

    // The values of {module} in the first folder that contains it, in an order that does not depend on the file system.
    private string[] FolderNames()
    {
        var start = _text.LastIndexOf('/', _text.IndexOf(Module, StringComparison.Ordinal));
        var end = _text.IndexOf('/', start + 1);
        var part = _text[(start + 1)..(end < 0 ? _text.Length : end)];
        var at = part.IndexOf(Module, StringComparison.Ordinal);
        var (before, after) = (part[..at], part[(at + Module.Length)..]);
        var folder = _text[..(start + 1)];
        try
        {
            if (FileStatus.IsAbsent(folder))
                return [];
            var names = Directory.EnumerateFileSystemEntries(folder, before + "*" + after)
                .Select(path => Path.GetFileName(path)[before.Length..^after.Length])
                .Except(folder == Ns8Folder ? Ns8Agents : [], StringComparer.Ordinal);
            return [.. names.Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var reason = $"it cannot be listed ({Errno.Words(error)})";
            throw new LabelHookException(EnvironmentProblems.Unusable(folder, reason), error);
        }
    }

    private string PathFor(string name, string home) =>
        _text.Replace(Module, name, StringComparison.Ordinal).Replace(Home, home, StringComparison.Ordinal);
}
