using DotNet.Testcontainers.Builders;
using LabelHook.Acceptance.Engines;
using LabelHook.Acceptance.Images;
using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;
using Microsoft.Extensions.Logging.Abstractions;

namespace LabelHook.Acceptance.EnvironmentFiles;

// A container gets the variables that `install` reported from the environment file, and those of other programs too.
public sealed class ContainerEnvironmentTests(ContainerEngines engines) : IAsyncDisposable
{
    private const string Busybox = "localhost/busybox:latest";

    private const string ForeignLine = "MATTERMOST_HOST=chat.example.org";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_variables_are_set_in_podman_run()
    {
        var podman = await engines.Podman;
        var report = await InstallAsync();
        await podman.Images.ImportAsync(await Engines.Busybox.WriteAsync(_folder["busybox.tar"]), Busybox);

        var environment = await podman.Podman.OutputAsync(
            "run", "--rm", "--env-file", report.EnvironmentFile, Busybox, "/bin/env");

        Matches(report, environment);
    }

    [Fact]
    public async Task The_variables_are_set_in_docker_run()
    {
        var docker = await engines.Docker;
        var report = await InstallAsync();
        await docker.Images.ImportAsync(await Engines.Busybox.WriteAsync(_folder["busybox.tar"]), Busybox);

        var environment = await docker.Docker.OutputAsync(
            "run", "--rm", "--network", "none", "--env-file", report.EnvironmentFile, Busybox, "/bin/env");

        Matches(report, environment);
    }

    [Fact]
    public async Task A_shell_in_a_container_can_source_the_environment_file()
    {
        var docker = await engines.Docker;
        var report = await InstallAsync();
        await docker.Images.ImportAsync(await Engines.Busybox.WriteAsync(_folder["busybox.tar"]), Busybox);
        await using var container = new ContainerBuilder(Busybox)
            .WithDockerEndpoint(docker.Api)
            .WithLogger(NullLogger.Instance)
            .WithCleanUp(false)
            .WithResourceMapping(new FileInfo(report.EnvironmentFile), "/")
            .WithCommand("/bin/sleep", "3600")
            // sleep as process 1 ignores SIGTERM.
            .WithCreateParameterModifier(create => create.StopSignal = "SIGKILL")
            .Build();
        await container.StartAsync(TestContext.Current.CancellationToken);

        var result = await container.ExecAsync(
            ["/bin/sh", "-c", $"set -a; . /{Path.GetFileName(report.EnvironmentFile)}; exec /bin/env"],
            TestContext.Current.CancellationToken);

        Assert.Equal(0, result.ExitCode);
        Matches(report, result.Stdout);
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private static void Matches(InstallReport report, string environment)
    {
        var lines =
            environment.Split('\n').Where(
                line => line.StartsWith("TCP_", StringComparison.Ordinal)
                    || line.StartsWith("UDP_", StringComparison.Ordinal));

        Assert.Equal(report.Lines, lines.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Contains(ForeignLine, environment, StringComparison.Ordinal);
    }

    private async Task<InstallReport> InstallAsync()
    {
        var podman = await engines.Podman;
        var image = new LabelledImage("localhost/environment:1").Tcp("4").Udp("1");
        var file = _folder.Write("home/environment", $"{ForeignLine}\n");
        await podman.Images.BuildAsync(image);
        await using var node = new Node(
            LabelHookProgram.Command.With("CONTAINERS_STORAGE_CONF", podman.StorageConfiguration), "--env-file", file);

        return await node.InstallAsync("environment1", image.Reference);
    }
}
