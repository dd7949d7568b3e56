using LabelHook.Host;

namespace LabelHook.Tests.Host;

[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class OutputFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_file_replaces_the_existing_one()
    {
        OutputFile.Write(_folder["map.svg"], "one, and a long one");
        OutputFile.Write(_folder["map.svg"], "two");

        Assert.Equal("two", File.ReadAllText(_folder["map.svg"]));
        Assert.Equal([_folder["map.svg"]], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_file_keeps_the_permissions_of_the_one_it_replaces()
    {
        _folder.Write("map.svg", "one");
        File.SetUnixFileMode(
            _folder["map.svg"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        OutputFile.Write(_folder["map.svg"], "two");

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead,
            File.GetUnixFileMode(_folder["map.svg"]));
    }

    [Fact]
    public void Only_a_regular_file_is_replaced_and_nothing_else_is_created()
    {
        Directory.CreateDirectory(_folder["folder"]);
        _folder.Write("target", "kept");
        File.CreateSymbolicLink(_folder["link"], "target");
        File.CreateSymbolicLink(_folder["dangling"], "nothing");
        var before = Directory.GetFileSystemEntries(_folder.Path).Order(StringComparer.Ordinal);

        Assert.EndsWith("it is a folder", Refused("folder"), StringComparison.Ordinal);
        Assert.EndsWith("it is a folder", Refused("folder/"), StringComparison.Ordinal);
        Assert.EndsWith("it is a symbolic link", Refused("link"), StringComparison.Ordinal);
        Assert.EndsWith("it is a symbolic link", Refused("dangling"), StringComparison.Ordinal);
        Assert.EndsWith("no such file or folder", Refused("missing/map.svg"), StringComparison.Ordinal);
        Assert.Equal("kept", File.ReadAllText(_folder["target"]));
        Assert.Equal(before, Directory.GetFileSystemEntries(_folder.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/dev/full")]
    public void A_device_is_not_replaced(string path) =>
        Assert.EndsWith(
            "it is a FIFO, a socket or a device",
            Assert.Throws<LabelHookException>(() => OutputFile.Write(path, "x")).Message,
            StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private string Refused(string name)
    {
        var error = Assert.Throws<LabelHookException>(() => OutputFile.Write(_folder[name], "new"));

        Assert.Equal("LH1121", error.Problem.Code);
        return error.Message;
    }
}
