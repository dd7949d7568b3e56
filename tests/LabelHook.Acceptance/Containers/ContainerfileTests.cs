using System.Text.Json;
using System.Xml.Linq;
using LabelHook.Acceptance.Images;
using LabelHook.Acceptance.Packages;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Containers;

// The image itself, independent of the engine.
[Collection(typeof(ImageBuild))]
public sealed class ContainerfileTests(LabelHookImage image, BuiltPackages packages)
{
    private const int SizeLimit = 21_000_000;

    [Fact]
    public async Task Two_builds_with_the_same_timestamp_give_the_same_image()
    {
        var images = (await image.Podman).Images;

        var first = await images.InspectAsync(LabelHookImage.Name, "{{.Id}} {{.Digest}}");

        Assert.Equal(first, await images.InspectAsync(LabelHookImage.Again, "{{.Id}} {{.Digest}}"));
    }

    [Fact]
    public async Task It_contains_only_the_program()
    {
        var podman = (await image.Podman).Podman;

        var root = await podman.OutputAsync("image", "mount", LabelHookImage.Name);
        var files = await new Command("find").OutputAsync(root, "!", "-type", "d", "-printf", "%P %m\n");
        await podman.OutputAsync("image", "unmount", LabelHookImage.Name);

        Assert.Equal("usr/bin/labelhook 755", files);
    }

    [Fact]
    public async Task It_is_small()
    {
        var size = long.Parse(
            await (await image.Podman).Images.InspectAsync(LabelHookImage.Name, "{{.Size}}"), provider: null);

        Assert.InRange(size, 1, SizeLimit);
    }

    [Fact]
    public async Task Its_labels_describe_it()
    {
        var podman = await LabelsAsync((await image.Podman).Images);
        var docker = await LabelsAsync((await image.Docker).Images);

        Assert.Equal(["description", "licenses", "title", "version"], podman.Keys);
        Assert.Equal("MIT", podman["licenses"]);
        Assert.Equal(podman, docker);
    }

    [Fact]
    public async Task Its_version_is_that_of_the_program_and_of_the_sources()
    {
        var podman = await image.Podman;
        var properties = XDocument.Load(Repository.At("Directory.Build.props"));

        var version = properties.Descendants("Version").Single().Value;

        Assert.Equal(version, await podman.Podman.OutputAsync("run", "--rm", LabelHookImage.Name, "--version"));
        Assert.Equal(version, (await LabelsAsync(podman.Images))["version"]);
    }

    [Fact]
    public async Task The_packed_image_has_the_same_configuration()
    {
        var podman = await image.Podman;
        const string Configuration =
            "{{json .Config.Env}} {{json .Config.Entrypoint}} {{.Config.User}} {{.Os}}/{{.Architecture}}";

        var archive = await packages.FileAsync("*.oci.tar");
        var packed = await podman.Podman.OutputAsync("pull", "--quiet", "oci-archive:" + archive);

        Assert.Equal(
            await podman.Images.InspectAsync(LabelHookImage.Name, Configuration),
            await podman.Images.InspectAsync(packed, Configuration));
        Assert.Equal(await LabelsAsync(podman.Images), await LabelsAsync(podman.Images, packed));
        Assert.Equal(
            await podman.Podman.OutputAsync("run", "--rm", LabelHookImage.Name, "--help"),
            await podman.Podman.OutputAsync("run", "--rm", packed, "--help"));
    }

    [Fact]
    public static async Task The_SDK_matches_the_lock_files()
    {
        var properties = XDocument.Load(Repository.At("Directory.Build.props"));
        var version = properties.Descendants("ImageSdk").Single().Value;

        var containerfile = await File.ReadAllTextAsync(
            Repository.At("Containerfile"), TestContext.Current.CancellationToken);

        Assert.Contains($"ARG SDK=mcr.microsoft.com/dotnet/sdk:{version}-", containerfile, StringComparison.Ordinal);
    }

    // The labels of the OCI; buildah adds its version in another namespace.
    private static async Task<SortedDictionary<string, string>> LabelsAsync(
        IImages images, string name = LabelHookImage.Name)
    {
        const string Prefix = "org.opencontainers.image.";
        var labels = JsonSerializer.Deserialize<Dictionary<string, string>>(
            await images.InspectAsync(name, "{{json .Config.Labels}}"))!;
        var own = labels.Where(label => label.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(label => label.Key[Prefix.Length..], label => label.Value, StringComparer.Ordinal);
        return new(own, StringComparer.Ordinal);
    }
}
