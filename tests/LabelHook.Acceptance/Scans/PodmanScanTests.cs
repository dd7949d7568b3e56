using LabelHook.Acceptance.Engines;
using LabelHook.Acceptance.Images;
using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Scans;

// Scans of podman's store, without a podman service.
public sealed class PodmanScanTests
{
    [Fact]
    public async Task Images_become_modules_however_they_were_created()
    {
        await using var podman = await StartAsync();
        await using var node = NodeOf(podman);
        await podman.Images.BuildAsync(new LabelledImage("localhost/built:1").Tcp("2"));
        await podman.Images.AssembleAsync(new LabelledImage("localhost/assembled:1").Udp("1"));
        await podman.Images.CopyAsync(new LabelledImage("localhost/copied:1").Tcp("1").Authorizations("node:portsadm"));
        await podman.Images.BuildAsync(new LabelledImage("localhost/unlabelled:1"));

        var scan = (await node.RunAsync("scan", "--until-stable", "--json")).Succeeded().Json;

        Assert.Empty(DocumentSchemas.LabelHook.Check("scan", scan));
        Assert.Equal(3, scan.GetProperty("imageCount").GetInt32());
        Assert.Equal(
            [
                "assembled1 20001-20001/udp localhost/assembled:1",
                "built1 20001-20002/tcp localhost/built:1",
                "copied1 20003-20003/tcp localhost/copied:1",
            ],
            await node.ModulesAsync());
        Assert.Equal(
            "labelhook: nothing new among 3 labelled images", (await node.RunAsync("scan")).Succeeded().Complaint);
    }

    [Fact]
    public async Task A_tag_that_moves_updates_its_module_and_removing_an_image_releases_nothing()
    {
        await using var podman = await StartAsync();
        await using var node = NodeOf(podman);
        await podman.Images.BuildAsync(new LabelledImage("localhost/web:latest").Tcp("1"));
        (await node.RunAsync("scan")).Succeeded();
        await podman.Images.BuildAsync(new LabelledImage("localhost/web:latest").Tcp("3"));

        Assert.Equal(
            "web1  20001-20003/tcp  localhost/web:latest", (await node.RunAsync("scan")).Succeeded().Output.Trim());

        await podman.Podman.OutputAsync("rmi", "--force", "--all");
        (await node.RunAsync("scan")).Succeeded();

        Assert.Equal(["web1 20001-20003/tcp localhost/web:latest"], await node.ModulesAsync());
    }

    [Fact]
    public async Task A_rejected_image_is_reported_once_and_blocks_nothing()
    {
        await using var podman = await StartAsync();
        await using var node = NodeOf(podman);
        await podman.Images.BuildAsync(new LabelledImage("localhost/web:1").Tcp("2"));
        (await node.RunAsync("scan")).Succeeded();
        await podman.Images.BuildAsync(new LabelledImage("localhost/web:2").Tcp("lots"));
        await podman.Images.BuildAsync(new LabelledImage("localhost/other:1").Tcp("1"));

        var scan = (await node.RunAsync("scan")).Failed();

        Assert.Equal("other1  20003/tcp  localhost/other:1", scan.Output.Trim());
        Assert.Contains(
            "image \"localhost/web:2\" was not installed as web1 (nothing was changed)",
            scan.Complaint,
            StringComparison.Ordinal);
        Assert.Equal(
            ["other1 20003-20003/tcp localhost/other:1", "web1 20001-20002/tcp localhost/web:1"],
            await node.ModulesAsync());
        var again = (await node.RunAsync("scan")).Succeeded().Errors.Split('\n');
        Assert.StartsWith(
            "labelhook: warning: still rejected: image \"localhost/web:2\" was not installed as web1", again[0], StringComparison.Ordinal);
        Assert.Equal("labelhook: nothing new among 3 labelled images", again[1]);
    }

    [Fact]
    public async Task An_image_built_from_a_module_image_becomes_a_module_only_if_the_configuration_lists_it()
    {
        await using var podman = await StartAsync();
        await using var folder = new TemporaryFolder();
        await using var node = NodeOf(podman);
        await DerivedImage.BuildAsync(podman.Podman, "localhost/mail:1", "localhost/debug:1");

        var scan = (await node.RunAsync("scan")).Failed();

        Assert.Contains("image \"localhost/debug:1\" was built from \"localhost/mail:1\"", scan.Complaint, StringComparison.Ordinal);
        Assert.Equal(["mail1 20001-20001/tcp localhost/mail:1"], await node.ModulesAsync());

        var configuration = folder.Write("labelhook.yaml", "scan:\n  repositories: [localhost/mail, localhost/debug]\n");
        (await node.RunAsync("scan", "--config", configuration)).Succeeded();
        Assert.Equal(2, (await node.ModulesAsync()).Count);
    }

    [Fact]
    public async Task A_damaged_image_does_not_block_others()
    {
        await using var podman = await StartAsync();
        await using var node = NodeOf(podman);
        await podman.Images.BuildAsync(new LabelledImage("localhost/torn:1").Tcp("2"));
        var id = await podman.Images.InspectAsync("localhost/torn:1", "{{.Id}}");
        await podman.Images.BuildAsync(new LabelledImage("localhost/web:1").Tcp("1"));
        foreach (var file in Directory.GetFiles(Path.Join(podman.Store, "overlay-images", id)))
            await File.WriteAllTextAsync(file, "{", TestContext.Current.CancellationToken);

        (await node.RunAsync("scan")).Failed();

        Assert.Equal(["web1 20001-20001/tcp localhost/web:1"], await node.ModulesAsync());
    }

    [Fact]
    public async Task Concurrent_scans_create_each_module_once()
    {
        await using var podman = await StartAsync();
        await using var node = NodeOf(podman);
        await podman.Images.BuildAsync(new LabelledImage("localhost/web:1").Tcp("2"));
        foreach (var name in (string[])["a", "b", "c", "d"])
            await podman.Podman.OutputAsync("tag", "localhost/web:1", $"localhost/{name}:1");

        var scans = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => node.RunAsync("scan", "--until-stable")));

        Assert.All(scans, scan => scan.Succeeded());
        Assert.Equal(5, (await node.ModulesAsync()).Count);
    }

    [Fact]
    public async Task The_next_scan_installs_what_a_full_disk_prevented()
    {
        await using var podman = await StartAsync();
        await using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["disk"]);
        await new Command("mount").OutputAsync("-t", "tmpfs", "-o", "size=256k", "tmpfs", folder["disk"]);
        await using var node = new Node(ProgramOf(podman)) { State = folder["disk"] };
        await podman.Images.BuildAsync(new LabelledImage("localhost/web:1").Tcp("2"));
        await new Command("sh").RunAsync("-c", $"dd if=/dev/zero of='{folder["disk"]}/full' bs=1k 2>/dev/null");

        var scan = await node.RunAsync("scan");
        File.Delete(folder["disk/full"]);

        Assert.Equal("", scan.Failed().Output);
        Assert.StartsWith("web1", (await node.RunAsync("scan")).Succeeded().Output, StringComparison.Ordinal);
    }

    private static Command ProgramOf(PodmanHost podman) =>
        LabelHookProgram.Command.With("CONTAINERS_STORAGE_CONF", podman.StorageConfiguration);

    private static Node NodeOf(PodmanHost podman) => new(ProgramOf(podman));

    private static async Task<PodmanHost> StartAsync()
    {
        var podman = new PodmanHost();
        await podman.StartAsync();
        return podman;
    }
}
