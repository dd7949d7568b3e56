using LabelHook.Acceptance.Engines;
using LabelHook.Acceptance.Nodes;

namespace LabelHook.Acceptance.Images;

// What holds wherever an image lies. Each place is a class of its own below this one.
public abstract class ImageTests
{
    // Keeps the images of this place apart from others in the same store.
    protected abstract string Place { get; }

    // How a failure names the place.
    protected abstract Task<string> AddressAsync();

    protected abstract Task<IImages> ImagesAsync();

    protected abstract Task<Node> NodeAsync();

    [Fact]
    public async Task Blanks_around_numbers_and_authorizations_are_ignored()
    {
        await using var node = await NodeAsync();
        var image = Image("blanks").Tcp(" 3 ").Authorizations("  node:allocate-ports   node:deallocate-ports ");
        await (await ImagesAsync()).BuildAsync(image);

        var report = await node.InstallAsync("blanks1", image.Reference);

        report.Has(tcp: 3, udp: 0);
        Assert.Equal(
            ["node:allocate-ports", "node:deallocate-ports"],
            report.Authorizations.Select(authorization => $"{authorization}"),
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task Empty_authorizations_are_ignored()
    {
        await using var node = await NodeAsync();
        var image = Image("empty").Tcp("1").Udp("9").Authorizations("");
        await (await ImagesAsync()).AssembleAsync(image);

        var report = await node.InstallAsync("empty1", image.Reference);

        report.Has(tcp: 1, udp: 9);
        Assert.Empty(report.Authorizations);
    }

    [Fact]
    public async Task A_missing_label_demands_nothing()
    {
        await using var node = await NodeAsync();
        var image = Image("missing").Udp("2");
        await (await ImagesAsync()).CopyAsync(image);

        var report = await node.InstallAsync("missing1", image.Reference);

        report.Has(tcp: 0, udp: 2);
    }

    [Fact]
    public async Task An_image_without_any_label_gets_no_ports()
    {
        await using var node = await NodeAsync();
        await using var folder = new TemporaryFolder();
        var image = Image("bare");
        await (await ImagesAsync()).ImportAsync(await Busybox.WriteAsync(folder["bare.tar"]), image.Reference);

        var report = await node.InstallAsync("bare1", image.Reference);

        report.Has(tcp: 0, udp: 0);
        Assert.Empty(report.Authorizations);
    }

    [Fact]
    public async Task A_label_is_inherited_from_the_base_image_or_replaced()
    {
        await using var node = await NodeAsync();
        var images = await ImagesAsync();
        var parent = Image("parent").Tcp("2").Udp("1").Authorizations("node:fwadm,portsadm");
        var child = Image("child").Udp("8") with { From = parent.Reference };
        await images.BuildAsync(parent);
        await images.BuildAsync(child);

        var report = await node.InstallAsync("child1", child.Reference);

        report.Has(tcp: 2, udp: 8);
        Assert.Equal("node:fwadm,portsadm", $"{Assert.Single(report.Authorizations)}");
    }

    [Fact]
    public async Task A_second_install_prints_the_same_and_changes_nothing()
    {
        await using var node = await NodeAsync();
        var image = Image("again").Tcp("9").Udp("3");
        await (await ImagesAsync()).BuildAsync(image);
        var first = await node.InstallAsync("again1", image.Reference);

        var printed = (await node.RunAsync("install", "again1", image.Reference)).Succeeded().Lines;
        var second = await node.InstallAsync("again1", image.Reference);

        Assert.True(first.Changed);
        Assert.False(second.Changed);
        Assert.Equal(first.Lines, second.Lines, StringComparer.Ordinal);
        Assert.Equal(first.Lines, printed.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_rejected_label_changes_nothing()
    {
        await using var node = await NodeAsync();
        var image = Image("refused").Tcp("-1");
        await (await ImagesAsync()).BuildAsync(image);

        var result = await node.RunAsync("install", "refused1", image.Reference);

        Assert.Contains("-1", result.Failed().Complaint, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Join(node.State, "modules/refused1/environment")));
    }

    [Fact]
    public async Task A_missing_image_is_reported_with_its_name_the_engine_and_a_remedy()
    {
        await using var node = await NodeAsync();
        var image = Image("nowhere");
        await (await ImagesAsync()).BuildAsync(Image("elsewhere").Tcp("1")); // podman makes a store for its first image

        var result = (await node.RunAsync("install", "nowhere1", image.Reference)).Failed();

        Assert.Contains(image.Reference, result.Complaint, StringComparison.Ordinal);
        Assert.Contains(await AddressAsync(), result.Errors, StringComparison.Ordinal);
        Assert.Contains("pull", result.Errors, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    private LabelledImage Image(string name) => new($"localhost/{Place}/{name}:1.0");
}
