using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using Microsoft.Extensions.Logging.Abstractions;

namespace LabelHook.Acceptance;

// dockerd with data, sockets and a containerd of its own, and no network.
public sealed class DockerHost : IContainerEngine
{
    private readonly TemporaryFolder folder = new();

    private Service? service;

    // The address of the API.
    public string Api => "unix://" + folder["docker.sock"];

    // The client, which finds this engine and no context of anybody's home.
    public Command Docker => new Command("docker")
        .With("HOME", folder.Path)
        .With("DOCKER_HOST", Api)
        .With("DOCKER_BUILDKIT", "0"); // BuildKit is a package of its own.

    public async Task StartAsync()
    {
        RealPart.RequireRoot();
        RealPart.RequireProgram("docker", "docker.io");
        RealPart.RequireProgram("dockerd", "docker.io");
        await StartServiceAsync();
        await SettleTestcontainersAsync();
    }

    public Task BuildAsync(LabelledImage image) =>
        (Docker with { Input = image.Containerfile }).OutputAsync("build", "--quiet", "--tag", image.Reference, "-");

    // Built through the engine's API, by Testcontainers.
    public async Task BuildThroughApiAsync(LabelledImage image)
    {
        await using var context = new TemporaryFolder();
        context.Write("Containerfile", image.Containerfile);

        await new ImageFromDockerfileBuilder()
            .WithDockerEndpoint(Api)
            .WithContextDirectory(context.Path)
            .WithDockerfileDirectory(context.Path)
            .WithDockerfile("Containerfile")
            .WithName(image.Reference)
            .WithCleanUp(false)
            .WithLogger(NullLogger.Instance)
            .Build()
            .CreateAsync();
    }

    // An image that was imported has no labels at all, unless they are given here.
    public Task ImportAsync(string archive, string reference) => Docker.OutputAsync("import", archive, reference);

    // What `docker image inspect` says, by a Go template.
    public Task<string> InspectAsync(string reference, string template) => Docker.OutputAsync("image", "inspect", "--format", template, reference);

    public async ValueTask DisposeAsync()
    {
        if (service is not null)
            await service.DisposeAsync();

        await folder.DisposeAsync();
    }

    private async Task StartServiceAsync() => service = await Service.StartAsync(
        new Command(RealPart.Find("dockerd")!),
        [
            "--host", Api,
            "--data-root", folder["data"],
            "--exec-root", folder["exec"],
            "--pidfile", folder["pid"],
            "--bridge=none",
            "--iptables=false",
        ],
        async () => (await Docker.RunAsync("version")).ExitCode == 0);

    // Testcontainers asks for a newer API than Debian's engine speaks, and its resource reaper would have to be pulled.
    private async Task SettleTestcontainersAsync()
    {
        Environment.SetEnvironmentVariable("DOCKER_API_VERSION", await Docker.OutputAsync("version", "--format", "{{.Server.APIVersion}}"));
        TestcontainersSettings.ResourceReaperEnabled = false;
    }
}
