using System.Globalization;
using LabelHook.Acceptance.Engines;
using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Images;

// A name means to LabelHook what it means to podman, read from the store and asked from the API alike.
public sealed class ImageNameTests(NamedImages images) : IClassFixture<NamedImages>
{
    [Theory]
    [InlineData("ghcr.io/nethserver/mattermost:2.1.1")]
    [InlineData("ghcr.io/nethserver/mattermost")]
    [InlineData("nethserver/mattermost:2.1.1")]
    [InlineData("nethserver/mattermost")]
    [InlineData("mattermost:2.1.1")]
    [InlineData("mattermost")]
    [InlineData("tool:1")]
    [InlineData("module/tool:1")]
    [InlineData("twice:1")]
    [InlineData("module/twice:1")]
    [InlineData("registry.example:5000/module/twice:1")]
    [InlineData("docker.io/library/hub:1")]
    [InlineData("docker.io/hub:1")]
    [InlineData("index.docker.io/library/hub:1")]
    [InlineData("index.docker.io/hub:1")]
    [InlineData("hub:1")]
    [InlineData("library/hub:1")]
    [InlineData("module/hub:1")]
    public async Task A_name_refers_to_the_same_image_as_in_podman(string name) => await AgreeAsync(name);

    [Theory]
    [InlineData("{{.Id}}")]
    [InlineData("sha256:{{.Id}}")]
    [InlineData("""{{printf "%.12s" .ID}}""")]
    [InlineData("ghcr.io/nethserver/mattermost@{{.Digest}}")]
    [InlineData("nethserver/mattermost@{{.Digest}}")]
    [InlineData("mattermost@{{.Digest}}")]
    [InlineData("mattermost:2.1.1@{{.Digest}}")]
    public async Task An_image_is_found_by_each_of_its_identifiers(string format)
    {
        var podman = await images.BuiltAsync();

        await AgreeAsync(await podman.Images.InspectAsync(NamedImages.Tagged.Reference, format));
    }

    [Fact]
    public async Task An_image_with_many_names_is_found_by_each()
    {
        var podman = await images.BuiltAsync();
        await podman.Podman.OutputAsync("tag", NamedImages.Tagged.Reference, "registry.example/chat:stable");

        await AgreeAsync("chat:stable");
        await AgreeAsync("mattermost:2.1.1");
    }

    [Theory]
    [InlineData("ttermost:2.1.1")]
    [InlineData("mattermost:2.1")]
    [InlineData("tool")]
    [InlineData("localhost/mattermost:2.1.1")]
    [InlineData("docker.io/library/mattermost:2.1.1")]
    [InlineData("mattermost@sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task A_name_that_is_unknown_to_podman_is_not_guessed(string name)
    {
        var podman = await images.BuiltAsync();
        await using var store = new Node(
            LabelHookProgram.Command.With("CONTAINERS_STORAGE_CONF", podman.StorageConfiguration));
        await using var api = new Node(LabelHookProgram.Command, "--engine", await podman.ApiAsync());

        var shown = name[..Math.Min(name.Length, 40)]; // A long name is cut where a person reads it.
        Assert.NotEqual(0, (await podman.Podman.RunAsync("image", "inspect", name)).ExitCode);
        Assert.Contains(
            shown, (await store.RunAsync("install", "m1", name)).Failed().Complaint, StringComparison.Ordinal);
        Assert.Contains(
            shown, (await api.RunAsync("install", "m1", name)).Failed().Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alias_refers_to_the_same_image_as_in_podman()
    {
        await using var podman = new PodmanHost();
        await podman.StartAsync();
        podman.AddAlias("mailer", "ghcr.io/nethserver/mail");
        await podman.Images.BuildAsync(new LabelledImage("ghcr.io/nethserver/mail:1").Tcp("2"));
        await podman.Images.BuildAsync(new LabelledImage("localhost/mailer:1").Tcp("3"));
        await using var node = new Node(podman.LabelHook);

        Assert.Equal(
            "2",
            await podman.Images.InspectAsync("mailer:1", """{{index .Labels "org.nethserver.tcp-ports-demand"}}"""));
        (await node.InstallAsync("m1", "mailer:1")).Has(tcp: 2, udp: 0);
    }

    // Podman 4.3 says that it lacks a file there; later ones show the image.
    [Fact]
    public async Task A_manifest_list_of_podman_resolves_to_the_image_for_this_host()
    {
        await using var podman = new PodmanHost();
        await podman.StartAsync();
        await podman.Images.BuildAsync(new LabelledImage("localhost/here:1").Tcp("2"));
        await podman.Podman.OutputAsync(
            "manifest", "create", "localhost/list:1", "containers-storage:localhost/here:1");
        await using var node = new Node(podman.LabelHook);

        (await node.InstallAsync("m1", "list:1")).Has(tcp: 2, udp: 0);
        Assert.Contains(
            "list1",
            await podman.LabelHook.OutputAsync("scan", "--state", podman.StateFolder),
            StringComparison.Ordinal);
    }

    private async Task AgreeAsync(string name)
    {
        var podman = await images.BuiltAsync();
        await using var store = new Node(
            LabelHookProgram.Command.With("CONTAINERS_STORAGE_CONF", podman.StorageConfiguration));
        await using var api = new Node(LabelHookProgram.Command, "--engine", await podman.ApiAsync());
        var demand = await podman.Images.InspectAsync(name, """{{index .Labels "org.nethserver.tcp-ports-demand"}}""");

        var read = await store.InstallAsync("m1", name);
        var asked = await api.InstallAsync("m1", name);

        var id = "sha256:" + await podman.Images.InspectAsync(name, "{{.Id}}");
        Assert.Equal([id, id], [read.ImageId, asked.ImageId], StringComparer.Ordinal);
        read.Has(tcp: int.Parse(demand, CultureInfo.InvariantCulture), udp: 0);
        asked.Has(tcp: int.Parse(demand, CultureInfo.InvariantCulture), udp: 0);
        Assert.Equal(read.Image, asked.Image);
    }
}
