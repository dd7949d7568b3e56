using System.Buffers.Binary;
using LabelHook.Modules;

namespace LabelHook.Tests.Scans;

// Images that are installed together, and those that cannot be.
public sealed class InstallGroupTests : IDisposable
{
    private readonly ScannedNode _node = new();

    [Theory]
    [InlineData(2)]
    [InlineData(9)] // the disk is synced instead of each file
    [InlineData(260)] // more than a group
    public void All_images_are_installed_in_their_order(int images)
    {
        _node.Settings = _node.Settings with { Band = PortBand.Create(20001, 21000) };
        for (var number = 1; number <= images; number++)
            _node.Store.Add($"localhost/image{number:000}-x:1", $"{number}", tcp: "2");

        var result = _node.Scan();

        Assert.Equal(
            Enumerable.Range(1, images).Select(number => $"image{number:000}-x1 {19999 + (2 * number)}"),
            result.Installed.Select(module => $"{module.Record.Module} {module.Tcp.Start}"));
        Assert.All(result.Installed, module => Assert.Equal(
            $"TCP_PORT={module.Tcp.Start}",
            Assert.Single(File.ReadLines(module.EnvironmentFile), line => line.StartsWith("TCP_PORT=", StringComparison.Ordinal))));
        Assert.Empty(_node.Scan().Installed);
    }

    [Fact]
    public void Images_are_installed_with_one_change_of_the_database()
    {
        _node.Store.Add("localhost/mail:1", "a", tcp: "1");
        _node.Store.Add("localhost/web:1", "b", tcp: "1");
        _node.Scan();
        var before = Changes();
        _node.Store.Add("localhost/mail:2", "c", tcp: "3", ImageStore.Start.AddMinutes(1));
        _node.Store.Add("localhost/web:2", "d", tcp: "2", ImageStore.Start.AddMinutes(1));
        _node.Store.Add("localhost/chat:1", "e", tcp: "1");

        _node.Scan();

        // The other two release the replaced ports, and remember the images.
        Assert.Equal(3, Changes() - before);
        Assert.Equal(
            "chat1 20008 localhost/chat:1, mail1 20003-20005 localhost/mail:2, web1 20006-20007 localhost/web:2",
            _node.Modules);
    }

    [Fact]
    public async Task A_module_that_another_process_changes_is_installed_after_the_others()
    {
        _node.Store.Add("localhost/mail:1", "a", tcp: "1");
        _node.Store.Add("localhost/web:1", "b", tcp: "1");
        _node.Store.Add("localhost/chat:1", "c", tcp: "1");
        _node.Install("mail1", _node.Store.Images[0].Image);
        _node.Store.Remove("localhost/mail:1");
        _node.Store.Add("localhost/mail:2", "d", tcp: "2");
        var other = _node.Node.Environments.OpenToChange(ModuleName.Parse("mail1"), _node.EnvironmentFile("mail1"))!;

        var scan = Task.Run(() => _node.Scan(), TestContext.Current.CancellationToken);
        while (!File.Exists(_node.EnvironmentFile("chat1")) && !scan.IsCompleted)
            await Task.Yield();
        Assert.False(scan.IsCompleted);
        other.Dispose();

        Assert.Equal(["web1", "chat1", "mail1"], (await scan).Installed.Select(module => module.Record.Module));
    }

    [Fact]
    public void An_image_without_room_does_not_take_the_room_of_others()
    {
        _node.Store.Add("localhost/big:1", "a", tcp: "15");
        _node.Store.Add("localhost/large:1", "b", tcp: "10");
        _node.Store.Add("localhost/web:1", "c", tcp: "5");

        var result = _node.Scan();

        Assert.Equal(["big1", "web1"], result.Installed.Select(module => module.Record.Module));
        Assert.StartsWith(
            "image \"localhost/large:1\" was not installed as large1 (nothing was changed)",
            Assert.Single(result.Refused).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_with_a_file_that_cannot_be_replaced_stays_unchanged_and_the_others_are_installed()
    {
        _node.Folder.Write("state/modules/web1/.environment.labelhook/in-the-way", "");
        _node.Store.Add("localhost/mail:1", "a", tcp: "1");
        _node.Store.Add("localhost/web:1", "b", tcp: "1");
        _node.Store.Add("localhost/chat:1", "c", tcp: "1");

        var refusal = Assert.Single(_node.Scan().Refused).Message;

        Assert.Equal("chat1 20002 localhost/chat:1, mail1 20001 localhost/mail:1", _node.Modules);
        Assert.Contains("as web1 (nothing was changed): environment file", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_modules_with_one_environment_file_are_not_installed_together()
    {
        _node.Store.Add("localhost/mail:1", "a", tcp: "1");
        _node.Scan();
        var image = _node.Store.Images[0].Image;
        var path = _node.Folder["environment"];
        using var database = _node.Node.Open(toRead: false);
        var group = new InstallGroup(_node.Node, database);

        group.Install(
            [new InstallRequest(ModuleName.Parse("a"), image, path), new InstallRequest(ModuleName.Parse("b"), image, path)]);

        Assert.Equal(["a"], group.Installed.Select(module => module.Record.Module));
        Assert.False(group.Contains(ModuleName.Parse("b")));
    }

    public void Dispose() => _node.Dispose();

    // SQLite counts the changes of a file in its header; https://sqlite.org/fileformat.html#file_change_counter.
    private int Changes() => BinaryPrimitives.ReadInt32BigEndian(File.ReadAllBytes(_node.Database).AsSpan(24));
}
