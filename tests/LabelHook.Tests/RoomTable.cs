using System.Text.RegularExpressions;

namespace LabelHook.Tests;

// The rooms of a namespace with the rooms that each uses, by the using directives of its files and by qualified names
// in its code.
internal sealed partial class RoomTable(string root, params (string Room, string Uses)[] rooms)
{
    public IEnumerable<string> Names => rooms.Select(entry => entry.Room);

    public IReadOnlyList<string> UsedBy(string room) => Words(rooms.Single(entry => entry.Room == room).Uses);

    public IEnumerable<string> Before(string room) => Names.TakeWhile(other => other != room);

    // What the files in these folders use, by room; "" is the namespace itself.
    public Dictionary<string, HashSet<string>> Read(params string[] folders)
    {
        var found = new Dictionary<string, HashSet<string>>();
        foreach (var folder in folders)
        {
            foreach (var path in Directory.EnumerateFiles(Repository.At(folder), "*.cs", SearchOption.AllDirectories))
            {
                if (path.Contains("/obj/", StringComparison.Ordinal))
                    continue;
                var text = File.ReadAllText(path);
                var room = RoomOf(text);
                found.TryAdd(room, []);
                found[room].UnionWith(Uses(room, text));
            }
        }

        return found;
    }

    // The rooms that files of another namespace name in their using directives.
    public IEnumerable<string> NamedIn(string folder) => Directory
        .EnumerateFiles(Repository.At(folder), "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Contains("/obj/", StringComparison.Ordinal))
        .SelectMany(path => Directives(File.ReadAllText(path)))
        .Distinct();

    public IEnumerable<string> Uses(string text) => Uses(RoomOf(text), text);

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private string RoomOf(string text)
    {
        var name = Namespace().Match(text).Groups["room"].Value;
        Assert.StartsWith(root, name, StringComparison.Ordinal);
        return name == root ? "" : name[(root.Length + 1)..];
    }

    private IEnumerable<string> Uses(string room, string text)
    {
        var directives = Directives(text);
        var code = Code(text);
        var qualified = Names.Where(other => Regex.IsMatch(
            code,
            $@"(?<![\w.])({Regex.Escape(root)}\.)?{Regex.Escape(other)}\.[A-Z]\w*\.",
            RegexOptions.None,
            Regex.InfiniteMatchTimeout));
        var parents = Names.Where(other => room.StartsWith(other + ".", StringComparison.Ordinal));
        return directives.Concat(qualified).Concat(parents).Distinct()
            .Where(other => other != room && Names.Contains(other));
    }

    private IEnumerable<string> Directives(string text) => Using()
        .Matches(text)
        .Select(match => match.Groups["room"].Value)
        .Where(name => name.StartsWith(root + ".", StringComparison.Ordinal))
        .Select(name => name[(root.Length + 1)..]);

    private static string Code(string text)
    {
        var lines = text.Split('\n').Where(line =>
            !line.StartsWith("using ", StringComparison.Ordinal)
                && !line.StartsWith("namespace ", StringComparison.Ordinal));
        return string.Join('\n', lines.Select(line => line.Split("//")[0]));
    }

    [GeneratedRegex(
        @"^namespace (?<room>[\w.]+);",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: -1)]
    private static partial Regex Namespace();

    [GeneratedRegex(
        @"^using (?:static )?(?<room>[\w.]+);",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: -1)]
    private static partial Regex Using();
}
