using LabelHook.Acceptance.Engines;

namespace LabelHook.Acceptance.Images;

// One name that every engine knows, each with another demand: the ports tell which one was asked.
public sealed class SameNameEverywhere
{
    public const string Name = "localhost/everywhere:1";

    public const int Podman = 1;

    public const int Rootless = 2;

    public const int Docker = 3;

    private readonly Lazy<Task> _built;

    public SameNameEverywhere(ContainerEngines engines)
    {
        _built = new(BuildAsync);
        Engines = engines;
    }

    public ContainerEngines Engines { get; }

    public Task BuiltAsync() => _built.Value;

    private async Task BuildAsync()
    {
        var image = new LabelledImage(Name);
        await (await Engines.Podman).Images.BuildAsync(image.Tcp($"{Podman}"));
        await (await Engines.RootlessPodman).Images.BuildAsync(image.Tcp($"{Rootless}"));
        await (await Engines.Docker).Images.BuildAsync(image.Tcp($"{Docker}"));
    }
}
