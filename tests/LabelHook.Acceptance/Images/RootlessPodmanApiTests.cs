using LabelHook.Acceptance.Engines;
using LabelHook.Acceptance.Nodes;

namespace LabelHook.Acceptance.Images;

public sealed class RootlessPodmanApiTests(ContainerEngines engines) : ImageTests
{
    protected override string Place => "rootless-api";

    protected override async Task<string> AddressAsync() =>
        new Uri(await (await engines.RootlessPodman).ApiAsync()).LocalPath;

    protected override async Task<IImages> ImagesAsync() => (await engines.RootlessPodman).Images;

    protected override async Task<Node> NodeAsync()
    {
        var podman = await engines.RootlessPodman;
        return new(podman.Program, "--engine", await podman.ApiAsync()) { State = podman.NewPath() };
    }
}
