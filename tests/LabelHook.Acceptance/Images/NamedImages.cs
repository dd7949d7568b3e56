using LabelHook.Acceptance.Engines;

namespace LabelHook.Acceptance.Images;

// Images with similar names and different demands.
public sealed class NamedImages
{
    public static readonly LabelledImage Tagged = new LabelledImage("ghcr.io/nethserver/mattermost:2.1.1").Tcp("2");

    private static readonly LabelledImage[] All =
    [
        Tagged,
        new LabelledImage("ghcr.io/nethserver/mattermost:latest").Tcp("3"),
        new LabelledImage("localhost/module/tool:1").Tcp("4"),
        new LabelledImage("registry.example:5000/module/twice:1").Tcp("5"),
        new LabelledImage("localhost/twice:1").Tcp("6"),
        new LabelledImage("docker.io/library/hub:1").Tcp("7"),
        new LabelledImage("docker.io/module/hub:1").Tcp("8"),
    ];

    private readonly Lazy<Task<PodmanHost>> _built;

    public NamedImages(ContainerEngines engines) => _built = new(() => BuildAsync(engines));

    public Task<PodmanHost> BuiltAsync() => _built.Value;

    private static async Task<PodmanHost> BuildAsync(ContainerEngines engines)
    {
        var podman = await engines.Podman;

        foreach (var image in All)
            await podman.Images.BuildAsync(image);

        return podman;
    }
}
