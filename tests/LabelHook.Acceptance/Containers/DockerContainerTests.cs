using DotNet.Testcontainers.Builders;
using LabelHook.Acceptance.EnvironmentFiles;
using LabelHook.Acceptance.Images;
using LabelHook.Acceptance.Program;
using Microsoft.Extensions.Logging.Abstractions;

namespace LabelHook.Acceptance.Containers;

[Collection(typeof(ImageBuild))]
public sealed class DockerContainerTests(LabelHookImage image) : ContainerTests
{
    [Fact]
    public async Task Testcontainers_builds_and_runs_it()
    {
        var docker = await image.Docker;
        await BuildAsync(NamedImages.Tagged);
        await using var state = new TemporaryFolder();
        await using var container = new ContainerBuilder(LabelHookImage.ByTestcontainers)
            .WithDockerEndpoint(docker.Api)
            .WithLogger(NullLogger.Instance)
            .WithCleanUp(false)
            .WithBindMount(state.Path, "/var/lib/labelhook")
            .WithBindMount(await SocketAsync(), "/var/run/docker.sock")
            .WithCreateParameterModifier(create => create.HostConfig!.NetworkMode = "host")
            .WithCommand("install", "mattermost1", NamedImages.Tagged.Reference)
            .Build();

        await container.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, await container.GetExitCodeAsync(TestContext.Current.CancellationToken));
        Assert.Equal(
            "20001-20002",
            VariableLines.OfLines(
                await File.ReadAllTextAsync(
                    state["modules/mattermost1/environment"],
                    TestContext.Current.CancellationToken))["TCP_PORTS_RANGE"]);
    }

    protected override async Task<Command> EngineAsync() => (await image.Docker).Docker;

    protected override async Task<string> SocketAsync() => new Uri((await image.Docker).Api).LocalPath;

    protected override async Task BuildAsync(LabelledImage labelled) =>
        await (await image.Docker).Images.BuildAsync(labelled);
}
