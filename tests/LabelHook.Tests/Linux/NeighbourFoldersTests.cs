using LabelHook.Linux;

namespace LabelHook.Tests.Linux;

public static class NeighbourFoldersTests
{
    private const UnixFileMode ForAll = (UnixFileMode)0b111_111_111;

    public static TheoryData<string> Names => ["plain", "shared", "link", "circle", "file", "missing", "..", ".", ""];

    [Theory]
    [MemberData(nameof(Names))]
    public static void A_neighbour_is_opened_as_on_its_own(string name)
    {
        using var folder = MakeFolder();
        using var neighbours = new NeighbourFolders();
        neighbours.Open(folder["first"], ToException).Dispose();

        Assert.Equal(
            Describe(() => SafeFolder.Open(folder[name], ToException)),
            Describe(() => neighbours.Open(folder[name], ToException)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public static void In_a_folder_of_all_users_a_neighbour_is_opened_as_on_its_own(string name)
    {
        using var folder = MakeFolder();
        File.SetUnixFileMode(folder[""], ForAll);
        using var neighbours = new NeighbourFolders();
        neighbours.Open(folder["first"], ToException).Dispose();

        Assert.Equal(
            Describe(() => SafeFolder.Open(folder[name], ToException)),
            Describe(() => neighbours.Open(folder[name], ToException)));
    }

    [Fact]
    public static void A_link_that_replaces_a_neighbour_is_not_followed()
    {
        using var folder = MakeFolder();
        File.SetUnixFileMode(folder[""], ForAll);
        using var neighbours = new NeighbourFolders();
        neighbours.Open(folder["first"], ToException).Dispose();

        Directory.Delete(folder["first"]);
        File.CreateSymbolicLink(folder["first"], folder["plain"]);

        Assert.Contains(
            Errno.IsALink,
            Assert.Throws<IOException>(() => neighbours.Open(folder["first"], ToException)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public static void Folders_in_different_places_are_opened()
    {
        using var folder = MakeFolder();
        using var neighbours = new NeighbourFolders();
        string[] paths = [folder["first"], folder["plain/below"], folder["missing/below"], folder["plain"], "/", "/proc"];

        Assert.All(
            paths,
            path => Assert.Equal(
                Describe(() => SafeFolder.Open(path, ToException)),
                Describe(() => neighbours.Open(path, ToException))));
    }

    private static TemporaryFolder MakeFolder()
    {
        var folder = new TemporaryFolder();
        foreach (var name in (string[])["first", "plain/below", "shared"])
            Directory.CreateDirectory(folder[name]);
        File.SetUnixFileMode(folder["shared"], ForAll);
        File.CreateSymbolicLink(folder["link"], folder["plain"]);
        File.CreateSymbolicLink(folder["circle"], folder["circle"]);
        File.WriteAllText(folder["file"], "");
        return folder;
    }

    private static string Describe(Func<SafeFolder> open)
    {
        try
        {
            using var opened = open();
            return $"{opened.Path}: {opened.Status.Inode}, {opened.IsCallersOwn}";
        }
        catch (IOException error)
        {
            return error.Message;
        }
    }

    private static IOException ToException(PathFault fault) => new(fault.ToString());
}
