using System.Diagnostics;
using LabelHook.Linux;

namespace LabelHook.Tests.Linux;

public static class NeighbourFoldersTests
{
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
        Run("chmod", "777", folder.Path);
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
        Run("chmod", "777", folder.Path);
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

    [Theory]
    [InlineData("plain/file", true)]
    [InlineData("shared/file", true)]
    [InlineData("plain/link", false)]
    [InlineData("plain/hard", false)]
    [InlineData("plain/fifo", false)]
    [InlineData("plain/other", false)]
    [InlineData("plain/large", false)]
    [InlineData("plain/below", false)]
    [InlineData("plain/missing", false)]
    [InlineData("link/file", false)]
    [InlineData("missing/file", false)]
    [InlineData("plain/../plain/file", true)]
    public static void Only_an_ordinary_file_of_root_is_read_for_root(string name, bool isRead)
    {
        using var folder = MakeFolder();
        using var neighbours = new NeighbourFolders();
        foreach (var file in (string[])["plain/file", "plain/one", "plain/other", "shared/file"])
            folder.Write(file, "A=1");
        folder.Write("plain/large", "A=12");
        File.CreateSymbolicLink(folder["plain/link"], "file");
        Run("ln", folder["plain/one"], folder["plain/hard"]);
        Run("mkfifo", folder["plain/fifo"]);
        Run("chown", "1001", folder["plain/other"]);

        var bytes = neighbours.TryRead(folder[name], maxSize: 3);

        Assert.Equal(isRead && Libc.EffectiveUser() == 0 ? "A=1"u8.ToArray() : null, bytes);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
    }

    private static TemporaryFolder MakeFolder()
    {
        var folder = new TemporaryFolder();
        foreach (var name in (string[])["first", "plain/below", "shared"])
            Directory.CreateDirectory(folder[name]);
        Run("chmod", "777", folder["shared"]);
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
