using System.Text.RegularExpressions;

namespace LabelHook.Tests;

// A room is a namespace. The table says what each room may use; the rooms that it uses stand before it, so the table has no circle. An unused using
// directive is an error of the build, so the using directives of a file are what it depends on.
public static partial class RoomsTests
{
    // The words that every room uses.
    private const string Words = "LabelHook";

    private static readonly (string Room, string Uses)[] Rooms =
    [
        ("Linux", ""),
        ("Yaml", "Linux"),
        ("Toml", "Linux"),
        ("Sockets", "Linux"),
        ("Database", "Linux"),
        ("Ports", "Linux Sockets Database"),
        ("Images", ""),
        ("Labels", "Images"),
        ("EnvironmentFiles", "Linux"),
        ("Host", "Linux Sockets"),
        ("Images.Manifests", "Images"),
        ("Images.Archives", "Linux Images Images.Manifests"),
        ("Images.Stores", "Linux Toml Images Images.Manifests Host"),
        ("Images.Engines", "Linux Images Images.Manifests Labels Host"),
        ("Images.Sources", "Yaml Images Images.Archives Images.Stores Images.Engines Host"),
        ("Nodes", "Linux Yaml Database Ports Images EnvironmentFiles Host"),
        ("Modules", "Database Ports Images Labels EnvironmentFiles Nodes"),
        ("Ns8", "Database EnvironmentFiles Nodes Modules"),
        ("Scans", "Database Images Labels Nodes Modules"),
        ("Lookup", "Sockets Database Nodes"),
        ("Adoptions", "Database EnvironmentFiles Nodes"),
        ("Checks", "Linux Sockets Database EnvironmentFiles Host Nodes Modules"),
        ("Maps", "Linux Sockets Database Nodes"),
    ];

    [Fact]
    public static void A_room_uses_only_what_stands_before_it()
    {
        foreach (var (room, uses) in Rooms)
        {
            var before = Rooms.TakeWhile(other => other.Room != room).Select(other => other.Room);
            Assert.Subset(before.ToHashSet(), uses.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet());
        }
    }

    [Fact]
    public static void Every_room_uses_what_the_table_says()
    {
        var found = Sources().GroupBy(source => source.Room).ToDictionary(
            room => room.Key,
            room => room.SelectMany(source => Uses(source.Room, source.Text)).ToHashSet());

        Assert.Empty(found[Words]);
        foreach (var (room, uses) in Rooms)
            Assert.Equal(uses.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), found[room].Order());
        Assert.Equal(Rooms.Length + 1, found.Count);
    }

    [Theory]
    [InlineData("using LabelHook.Checks;\nnamespace LabelHook.Images;\n", "Checks")]
    [InlineData("namespace LabelHook.Images;\nvar check = Checks.Finding.None;\n", "Checks")]
    [InlineData("namespace LabelHook.Images.Stores;\n", "Images")]
    [InlineData("using System.Text;\nnamespace LabelHook.Images;\n// Checks.Finding\nvar count = node.Checks.Count;\n", "")]
    public static void A_use_is_found(string text, string room) =>
        Assert.Equal(room.Split(' ', StringSplitOptions.RemoveEmptyEntries), Uses(RoomOf(text), text));

    private static IEnumerable<(string Room, string Text)> Sources() =>
        from folder in (string[])["src/LabelHook", "src/LabelHook.Node"]
        from path in Directory.EnumerateFiles(Repository.At(folder), "*.cs", SearchOption.AllDirectories)
        where !path.Contains("/obj/", StringComparison.Ordinal)
        let text = File.ReadAllText(path)
        select (RoomOf(text), text);

    private static string RoomOf(string text)
    {
        var name = Namespace().Match(text).Groups["room"].Value;
        return name == Words ? Words : name[(Words.Length + 1)..];
    }

    private static IEnumerable<string> Uses(string room, string text)
    {
        var directives = Using().Matches(text).Select(match => match.Groups["room"].Value);
        var qualified = Rooms.Select(other => other.Room).Where(other => Regex.IsMatch(
            Code(text), $@"(?<![\w.])(LabelHook\.)?{Regex.Escape(other)}\.[A-Z]\w*\.", RegexOptions.None, Regex.InfiniteMatchTimeout));
        var parents = Rooms.Select(other => other.Room).Where(other => room.StartsWith(other + ".", StringComparison.Ordinal));
        return directives.Concat(qualified).Concat(parents).Distinct().Where(other => other != room && Rooms.Any(known => known.Room == other));
    }

    private static string Code(string text) =>
        string.Join('\n', text.Split('\n').Where(line => !line.StartsWith("using ", StringComparison.Ordinal) && !line.StartsWith("namespace ", StringComparison.Ordinal)).Select(line => line.Split("//")[0]));

    [GeneratedRegex(@"^namespace (?<room>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: -1)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^using (?:static )?LabelHook\.(?<room>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: -1)]
    private static partial Regex Using();
}
