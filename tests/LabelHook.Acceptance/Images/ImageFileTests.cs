using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using LabelHook.Acceptance.Engines;
using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Images;

// Images in files and folders, as the engines and skopeo write them.
public sealed class ImageFileTests(ContainerEngines engines) : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private readonly Node _node = new();

    // One of its own: a list of images in a store, one of them gone, makes podman fail for all the others.
    private readonly Lazy<Task<PodmanHost>> _ownPodman = new(StartAsync);

    [Theory]
    [InlineData("docker-archive")]
    [InlineData("oci-archive")]
    public async Task An_archive_of_podman_is_the_image_in_podman(string format)
    {
        var podman = await PodmanAsync();
        var image = new LabelledImage($"localhost/saved/{format}:1.0").Tcp("3").Udp("1");
        await podman.Images.BuildAsync(image);
        await SaveAsync(format, image);

        var read = await _node.InstallAsync("m1", $"{format}:{_folder["image.tar"]}");
        var compressed = await _node.InstallAsync("m1", $"{format}:{Compress(_folder["image.tar"])}");

        read.Has(tcp: 3, udp: 1);
        Assert.Equal(
            (image.Reference, "sha256:" + await podman.Images.InspectAsync(image.Reference, "{{.Id}}")),
            (read.Image, read.ImageId));
        Assert.Equal((read.Image, read.ImageId, false), (compressed.Image, compressed.ImageId, compressed.Changed));
    }

    [Theory]
    [InlineData("gzip", "gz", "gzip")]
    [InlineData("bzip2", "bz2", "bzip2")]
    [InlineData("xz", "xz", "xz-utils")]
    [InlineData("zstd", "zst", "zstd")]
    public async Task An_archive_may_have_each_compression_that_skopeo_reads(
        string program, string ending, string package)
    {
        RealPart.RequireProgram(program, package);
        var podman = await PodmanAsync();
        var image = new LabelledImage($"localhost/compressed/{program}:1.0").Tcp("3");
        await podman.Images.BuildAsync(image);
        await SaveAsync("oci-archive", image);
        await new Command(program).OutputAsync("--keep", _folder["image.tar"]);

        var report = await _node.InstallAsync("m1", $"oci-archive:{_folder["image.tar"]}.{ending}");

        var said = await podman.Skopeo.OutputAsync(
            "inspect",
            "--format",
            """{{index .Labels "org.nethserver.tcp-ports-demand"}}""",
            $"oci-archive:{_folder["image.tar"]}.{ending}");
        Assert.Equal(said, $"{report.Tcp.Single().Count}");
    }

    [Fact]
    public async Task Each_image_in_an_archive_of_podman_is_found_by_its_name()
    {
        var podman = await PodmanAsync();
        var (one, two) = await BuildTwoAsync(podman.Images, "podman");
        await podman.Podman.OutputAsync(
            "save", "--multi-image-archive", "--output", _folder["image.tar"], one.Reference, two.Reference);

        await EachAsync(one, two);
    }

    [Fact]
    public async Task Each_image_in_an_archive_of_docker_is_found_by_its_name()
    {
        var docker = await engines.Docker;
        // docker saves no image without a layer.
        await docker.Images.ImportAsync(await Busybox.WriteAsync(_folder["base.tar"]), "localhost/docker/base:1.0");
        var (one, two) = await BuildTwoAsync(docker.Images, "docker", "localhost/docker/base:1.0");
        await docker.Docker.OutputAsync("save", "--output", _folder["image.tar"], one.Reference, two.Reference);

        await EachAsync(one, two);
        Assert.Equal(
            await docker.Images.InspectAsync(two.Reference, "{{.Id}}"),
            (await _node.InstallAsync("id1", $"docker-archive:{_folder["image.tar"]}:{two.Reference}")).ImageId);
    }

    [Fact]
    public async Task A_copy_of_skopeo_is_the_same_image_in_each_format()
    {
        var podman = await PodmanAsync();
        var image = new LabelledImage("localhost/copied/all:1.0").Tcp("2");
        await podman.Images.BuildAsync(image);
        await SaveAsync("oci-archive", image);
        string[] forms =
        [
            $"oci:{_folder["layout"]}:one",
            $"oci:{_folder["layout"]}:two",
            $"oci-archive:{_folder["copy.tar"]}:one",
            $"docker-archive:{_folder["docker.tar"]}:{image.Reference}",
        ];

        foreach (var form in forms)
        {
            await podman.Skopeo.OutputAsync("copy", "--insecure-policy", $"oci-archive:{_folder["image.tar"]}", form);
            var report = await _node.InstallAsync("m1", form);
            report.Has(tcp: 2, udp: 0);
            Assert.StartsWith("sha256:", report.ImageId, StringComparison.Ordinal);
        }

        var refused = (await _node.RunAsync("install", "m1", $"oci:{_folder["layout"]}")).Failed();
        Assert.Contains("\"one\", \"two\"", refused.Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_image_for_this_host_is_chosen_of_several_platforms()
    {
        var podman = await PodmanAsync();
        var layout = await PushListAsync("many", ("amd64", "4"), ("arm64", "5"), ("s390x", "6"));
        await podman.Skopeo.OutputAsync(
            "copy", "--insecure-policy", "--all", layout, $"oci-archive:{_folder["many.tar"]}:many");

        string[] forms = [layout, $"oci-archive:{_folder["many.tar"]}", $"oci-archive:{Compress(_folder["many.tar"])}"];
        foreach (var form in forms)
            (await _node.InstallAsync("m1", form)).Has(
                tcp: RuntimeInformation.OSArchitecture == Architecture.Arm64 ? 5 : 4, udp: 0);
    }

    [Fact]
    public async Task An_image_for_other_platforms_only_is_rejected_with_their_names()
    {
        var layout = await PushListAsync("others", ("ppc64le", "1"), ("s390x", "2"));

        var refused = (await _node.RunAsync("install", "m1", layout)).Failed();

        Assert.Contains("\"linux/ppc64le\", \"linux/s390x\"", refused.Complaint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docker-archive")]
    [InlineData("oci-archive")]
    public async Task Of_two_images_in_one_archive_the_one_that_skopeo_chooses_is_used(string format)
    {
        var podman = await PodmanAsync();
        var (one, two) = await BuildTwoAsync(podman.Images, "doubled-" + format);
        await using (var joined = new TarWriter(File.Create(_folder["joined.tar"])))
        {
            foreach (var image in (LabelledImage[])[one, two])
            {
                await SaveAsync(format, image);
                await using var archive = new TarReader(File.OpenRead(_folder["image.tar"]));
                while (await archive.GetNextEntryAsync(cancellationToken: TestContext.Current.CancellationToken) is { } entry)
                    await joined.WriteEntryAsync(entry, TestContext.Current.CancellationToken);
            }
        }

        var report = await _node.InstallAsync("m1", $"{format}:{_folder["joined.tar"]}");

        var said = await podman.Skopeo.OutputAsync(
            "inspect",
            "--format",
            """{{index .Labels "org.nethserver.tcp-ports-demand"}}""",
            $"{format}:{_folder["joined.tar"]}");
        Assert.Equal(said, $"{report.Tcp.Single().Count}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_ownPodman.IsValueCreated)
            await (await PodmanAsync()).DisposeAsync();

        await _node.DisposeAsync();
        await _folder.DisposeAsync();
    }

    private static async Task<PodmanHost> StartAsync()
    {
        var podman = new PodmanHost();
        await podman.StartAsync();
        return podman;
    }

    private Task<PodmanHost> PodmanAsync() => _ownPodman.Value;

    private static async Task<(LabelledImage One, LabelledImage Two)> BuildTwoAsync(
        IImages images, string place, string from = "scratch")
    {
        var one = new LabelledImage($"localhost/{place}/one:1.0") { From = from }.Tcp("1");
        var two = new LabelledImage($"localhost/{place}/two:1.0") { From = from }.Tcp("2");
        await images.BuildAsync(one);
        await images.BuildAsync(two);
        return (one, two);
    }

    private static string Compress(string path)
    {
        using var source = File.OpenRead(path);
        using var target = new GZipStream(File.Create(path + ".gz"), CompressionLevel.Fastest);
        source.CopyTo(target);
        return path + ".gz";
    }

    private async Task SaveAsync(string format, LabelledImage image)
    {
        File.Delete(_folder["image.tar"]); // podman adds to none that is there
        await (await PodmanAsync()).Podman.OutputAsync(
            "save", "--format", format, "--output", _folder["image.tar"], image.Reference);
    }

    private async Task EachAsync(LabelledImage one, LabelledImage two)
    {
        var archive = $"docker-archive:{_folder["image.tar"]}";

        (await _node.InstallAsync("one1", $"{archive}:{one.Reference}")).Has(tcp: 1, udp: 0);
        (await _node.InstallAsync("two1", $"{archive}:{two.Reference}")).Has(tcp: 2, udp: 0);
        var refused = (await _node.RunAsync("install", "m1", archive)).Failed();
        Assert.Contains(one.Reference, refused.Complaint, StringComparison.Ordinal);
        Assert.Contains(two.Reference, refused.Complaint, StringComparison.Ordinal);
    }

    // A list of images, each for a processor and with a demand, as a layout.
    private async Task<string> PushListAsync(string name, params (string Architecture, string Demand)[] images)
    {
        var podman = await PodmanAsync();
        await podman.Podman.OutputAsync("manifest", "create", $"localhost/list/{name}");
        foreach (var (architecture, demand) in images)
        {
            var image = new LabelledImage($"localhost/list/{name}:{architecture}").Tcp(demand);
            // The cache knows an image by its labels, whatever it is for.
            await podman.Podman.OutputAsync(
                "build",
                "--quiet",
                "--no-cache",
                "--platform",
                $"linux/{architecture}",
                "--tag",
                image.Reference,
                "--file",
                _folder.Write(architecture, image.Containerfile));
            await podman.Podman.OutputAsync(
                "manifest", "add", $"localhost/list/{name}", $"containers-storage:{image.Reference}");
        }

        var layout = $"oci:{_folder[name]}:{name}";
        await podman.Podman.OutputAsync("manifest", "push", "--all", $"localhost/list/{name}", layout);
        return layout;
    }
}
