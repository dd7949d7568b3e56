namespace LabelHook.Tests;

// A room is a namespace. The tables list the rooms that each room may use; all of them precede it, so there is no
// circle.
public static class RoomsTests
{
    // LabelHook itself contains the terms that every room uses.
    private static readonly RoomTable Library = new(
        "LabelHook",
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
        ("Images.Containerfiles", "Linux Images"),
        ("Images.Sources",
            "Yaml Images Images.Manifests Images.Archives Images.Stores Images.Engines Images.Containerfiles Host"),
        ("Nodes", "Linux Yaml Database Ports Images EnvironmentFiles Host"),
        ("Modules", "Database Ports Images Labels EnvironmentFiles Nodes"),
        ("Plans", "Database Ports Images Labels Nodes"),
        ("Ns8", "Database EnvironmentFiles Nodes Modules"),
        ("Scans", "Database Images Labels Nodes Modules"),
        ("Lookup", "Sockets Database Nodes Modules"),
        ("Adoptions", "Database EnvironmentFiles Nodes"),
        ("Checks", "Linux Sockets Database EnvironmentFiles Host Nodes Modules"),
        ("Maps", "Sockets Database Nodes"),
        ("Status", "Database Ports Host Nodes Checks Maps"));

    // LabelHook.Cli itself combines the rooms, and no room uses it.
    private static readonly RoomTable Program = new(
        "LabelHook.Cli",
        ("Json", ""),
        ("Map", ""),
        ("Output", "Json"),
        ("Syntax", "Output"),
        ("Completion", "Syntax"),
        ("Manual", "Syntax"),
        ("Exec", "Output"),
        ("Options", "Output"),
        ("Ns8", "Output Options"),
        ("Commands", "Json Map Output Syntax Completion Manual Exec Options"));

    // LabelHook.Cluster itself combines the rooms, and no room uses it.
    private static readonly RoomTable Cluster = new(
        "LabelHook.Cluster",
        ("Publications", ""),
        ("Store", "Publications"),
        ("Publishing", "Publications Store"),
        ("Reading", "Publications Store"),
        ("Leasing", "Publications Store Reading"),
        ("Documents", "Publications Publishing Reading Leasing"),
        ("Options", "Publications Publishing Store"),
        ("Manual", ""),
        ("Commands", "Publications Store Publishing Reading Leasing Documents Options"));

    private static readonly RoomTable[] Tables = [Library, Program, Cluster];

    [Fact]
    public static void A_room_uses_only_rooms_before_it() => Assert.All(Tables, table =>
        Assert.All(table.Names, room => Assert.Subset(table.Before(room).ToHashSet(), table.UsedBy(room).ToHashSet())));

    [Fact]
    public static void Each_room_of_the_library_uses_what_the_table_says()
    {
        var found = Library.Read("src/LabelHook", "src/LabelHook.Node");

        Assert.Empty(found[""]);
        AssertSame(Library, found);
    }

    [Fact]
    public static void Each_room_of_the_program_uses_what_the_table_says() =>
        AssertSame(Program, Program.Read("src/LabelHook.Cli"));

    [Fact]
    public static void Each_room_of_the_program_for_clusters_uses_what_the_table_says() =>
        AssertSame(Cluster, Cluster.Read("src/LabelHook.Cluster"));

    // The parts of the command line, and none of its commands.
    [Fact]
    public static void The_program_for_clusters_shares_few_rooms_with_the_other() => Assert.Equal(
        ["Json", "Manual", "Map", "Options", "Output"],
        Program.NamedIn("src/LabelHook.Cluster").Order(StringComparer.Ordinal));

    [Fact]
    public static void No_room_of_the_program_uses_the_root()
    {
        var files = Directory.EnumerateFiles(Repository.At("src/LabelHook.Cli"), "*.cs");

        Assert.Equal(
            ["Program.cs", "RootCommand.cs"],
            files.Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        foreach (var room in Program.Names)
        {
            foreach (var file in Directory.EnumerateFiles(Repository.At($"src/LabelHook.Cli/{room}"), "*.cs"))
                Assert.DoesNotMatch(@"(?<![\w.""])(Program|RootCommand)\.[A-Z]", File.ReadAllText(file));
        }
    }

    [Theory]
    [InlineData("using LabelHook.Checks;\nnamespace LabelHook.Images;\n", "Checks")]
    [InlineData("namespace LabelHook.Images;\nvar check = Checks.Finding.None;\n", "Checks")]
    [InlineData("namespace LabelHook.Images.Stores;\n", "Images")]
    [InlineData(
        "using System.Text;\nnamespace LabelHook.Images;\n// Checks.Finding\nvar count = node.Checks.Count;\n", "")]
    public static void A_use_is_found(string text, string room) =>
        Assert.Equal(room.Split(' ', StringSplitOptions.RemoveEmptyEntries), Library.Uses(text));

    private static void AssertSame(RoomTable table, Dictionary<string, HashSet<string>> found)
    {
        foreach (var room in table.Names)
            Assert.Equal(
                (room, string.Join(' ', table.UsedBy(room).Order())), (room, string.Join(' ', found[room].Order())));
        Assert.Equal(table.Names.Append("").Order(), found.Keys.Order());
    }
}
