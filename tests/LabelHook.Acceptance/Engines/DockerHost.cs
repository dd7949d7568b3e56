using DotNet.Testcontainers.Configurations;
using LabelHook.Acceptance.Images;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Engines;

// dockerd with data, sockets and a containerd of its own, and no network.
public sealed class DockerHost : IContainerEngine
{
    private readonly TemporaryFolder _folder = new();

    private Service? _service;

    // The address of the API.
    public string Api => "unix://" + _folder["docker.sock"];

    private string Name => Path.GetFileName(_folder.Path);

    // The client, which uses this engine and no docker context of a home folder.
    public Command Docker => new Command("docker")
        .With("HOME", _folder.Path)
        .With("DOCKER_HOST", Api)
        .With("DOCKER_BUILDKIT", "0"); // BuildKit is a package of its own.

    public DockerImages Images => new(Docker, Api);

    public async Task StartAsync()
    {
        RealPart.RequireRoot();
        RealPart.RequireProgram("docker", "docker.io");
        RealPart.RequireProgram("dockerd", "docker.io");

        _service = await Service.StartAsync(
            new Command(RealPart.Find("dockerd")!),
            [
                "--host", Api,
                "--data-root", _folder["data"],
                "--exec-root", _folder["exec"],
                "--pidfile", _folder["pid"],
                "--containerd-namespace", Name, // Where the host runs a containerd, dockerd uses that one.
                "--containerd-plugins-namespace", $"{Name}-plugins",
                "--bridge=none",
                "--iptables=false",
            ],
            async () => (await Docker.RunAsync("version")).ExitCode == 0);

        // Testcontainers asks for a newer API than Debian's engine speaks, and its resource reaper would have to be
        // pulled.
        Environment.SetEnvironmentVariable(
            "DOCKER_API_VERSION", await Docker.OutputAsync("version", "--format", "{{.Server.APIVersion}}"));
        TestcontainersSettings.ResourceReaperEnabled = false;
    }

    // Stops the engine; its data stay for the next start.
    public async Task StopAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();

        _service = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _folder.DisposeAsync();
    }
}
