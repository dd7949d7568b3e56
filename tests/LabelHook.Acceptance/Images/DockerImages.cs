using DotNet.Testcontainers.Builders;
using LabelHook.Acceptance.Engines;
using LabelHook.Acceptance.Program;
using Microsoft.Extensions.Logging.Abstractions;

namespace LabelHook.Acceptance.Images;

public sealed class DockerImages(Command docker, string api) : IImages
{
    public Task BuildAsync(LabelledImage image) =>
        (docker with { Input = image.Containerfile }).OutputAsync("build", "--quiet", "--tag", image.Reference, "-");

    // Through the engine's API, by Testcontainers.
    public async Task AssembleAsync(LabelledImage image)
    {
        await using var context = new TemporaryFolder();
        context.Write("Containerfile", image.Containerfile);

        await new ImageFromDockerfileBuilder()
            .WithDockerEndpoint(api)
            .WithContextDirectory(context.Path)
            .WithDockerfileDirectory(context.Path)
            .WithDockerfile("Containerfile")
            .WithName(image.Reference)
            .WithCleanUp(false)
            .WithLogger(NullLogger.Instance)
            .Build()
            .CreateAsync();
    }

    // From a layout that buildah made; docker itself cannot read one.
    public async Task CopyAsync(LabelledImage image)
    {
        await using var workshop = new PodmanHost();
        var layout = await workshop.LayoutAsync(image);
        await workshop.Skopeo.OutputAsync(
            "copy", "--insecure-policy", "--dest-daemon-host", api, layout, $"docker-daemon:{image.Reference}");
    }

    public Task ImportAsync(string archive, string reference) => docker.OutputAsync("import", archive, reference);

    public Task<string> InspectAsync(string reference, string format) =>
        docker.OutputAsync("image", "inspect", "--format", format, reference);
}
