using LabelHook.Acceptance.Images;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Containers;

[Collection(typeof(ImageBuild))]
public sealed class PodmanContainerTests(LabelHookImage image) : ContainerTests
{
    [Fact]
    public async Task The_store_of_podman_is_enough_without_a_socket()
    {
        var podman = await image.Podman;
        await using var node = new ContainedNode(podman.Podman, "")
        {
            HasSocket = false,
            Options = ["--volume", podman.Store + ":/var/lib/containers/storage:ro"],
        };
        await BuildAsync(NamedImages.Tagged);

        (await node.InstallAsync()).Succeeded();

        Assert.True(File.Exists(node.EnvironmentFile));
    }

    protected override async Task<Command> EngineAsync() => (await image.Podman).Podman;

    protected override async Task<string> SocketAsync() => new Uri(await (await image.Podman).ApiAsync()).LocalPath;

    protected override async Task BuildAsync(LabelledImage labelled) =>
        await (await image.Podman).Images.BuildAsync(labelled);
}
