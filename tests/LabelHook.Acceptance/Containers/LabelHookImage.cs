using DotNet.Testcontainers.Builders;
using LabelHook.Acceptance.Engines;
using LabelHook.Acceptance.Pages;
using LabelHook.Acceptance.Program;
using Microsoft.Extensions.Logging.Abstractions;

namespace LabelHook.Acceptance.Containers;

// The image of the Containerfile, built by the commands of hooks/README.md when a test first needs it.
public sealed class LabelHookImage : IAsyncDisposable
{
    // The name that the page gives it.
    public const string Name = "labelhook";

    // The same, built again.
    public const string Again = "labelhook-again";

    // The same, built by Testcontainers.
    public const string ByTestcontainers = "localhost/labelhook:testcontainers";

    // Compiling a native program takes long, and the machine may be busy.
    private static readonly TimeSpan LongestBuild = TimeSpan.FromMinutes(20);

    // For docker, which cannot mount anything in a build: an SDK that provides the program that podman's build
    // compiled.
    private const string Compiled = "localhost/compiled:1";

    private const string HandOver = """
        #!/bin/sh
        until [ "$1" = --output ]; do shift; done
        mkdir -p "$2"
        cp /compiled "$2/labelhook"

        """;

    private readonly TemporaryFolder _folder = new();

    // A separate service: while podman builds, it sometimes answers with errors about other images of the same store.
    private readonly PodmanHost _host = new();

    private readonly ContainerEngines _engines;

    private readonly Lazy<Task<PodmanHost>> _podman;

    private readonly Lazy<Task<DockerHost>> _docker;

    public LabelHookImage(ContainerEngines engines)
    {
        _engines = engines;
        _podman = new(BuildWithPodmanAsync);
        _docker = new(BuildWithDockerAsync);
    }

    // The engines, with the image in them.
    public Task<PodmanHost> Podman => _podman.Value;

    public Task<DockerHost> Docker => _docker.Value;

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _folder.DisposeAsync();
    }

    private static Task<string> BuildAsync(Command engine, string name, params IReadOnlyList<string> options)
    {
        var words = PageCommand.StartingWith(Path.GetFileName(engine.Program) + " build").Skip(2)
            .Select(word => word == Name ? name : word);
        return (engine.In(Repository.Root) with { Limit = LongestBuild }).OutputAsync(["build", .. options, .. words]);
    }

    private async Task<PodmanHost> BuildWithPodmanAsync()
    {
        await _host.StartAsync();
        await Toolchain.ImportAsync(_host.Podman, _folder["toolchain.tar"]);
        await Task.WhenAll(
            BuildAsync(_host.Podman, Name, Toolchain.BuildOptions),
            BuildAsync(_host.Podman, Again, Toolchain.BuildOptions));
        return _host;
    }

    private async Task<DockerHost> BuildWithDockerAsync()
    {
        var dockerHost = await _engines.Docker;
        var dotnet = _folder.Write("dotnet", HandOver);
        await new Command("chmod").OutputAsync("+x", dotnet);
        var archive = await Busybox.WriteAsync(
            _folder["compiled.tar"], (dotnet, "bin/dotnet"), (await ProgramAsync(), "compiled"));
        await dockerHost.Images.ImportAsync(archive, Compiled);
        await BuildAsync(dockerHost.Docker, Name, "--build-arg", "SDK=" + Compiled, "--network", "none");
        await BuildWithTestcontainersAsync(dockerHost);
        return dockerHost;
    }

    private static Task BuildWithTestcontainersAsync(DockerHost host) => new ImageFromDockerfileBuilder()
        .WithDockerEndpoint(host.Api)
        .WithContextDirectory(Repository.Root)
        .WithDockerfileDirectory(Repository.Root)
        .WithDockerfile("Containerfile")
        .WithBuildArgument("SDK", Compiled)
        .WithCreateParameterModifier(build => build.NetworkMode = "none")
        .WithName(ByTestcontainers)
        .WithCleanUp(false)
        .WithLogger(NullLogger.Instance)
        .Build()
        .CreateAsync();

    private async Task<string> ProgramAsync()
    {
        var engine = (await Podman).Podman;
        var container = await engine.OutputAsync("create", Name);
        await engine.OutputAsync("cp", container + ":/usr/bin/labelhook", _folder["labelhook"]);
        await engine.OutputAsync("rm", container);
        return _folder["labelhook"];
    }
}
