using LabelHook.Acceptance.Engines;
using LabelHook.Acceptance.Nodes;

namespace LabelHook.Acceptance.Images;

public sealed class RootlessPodmanStoreTests(ContainerEngines engines) : ImageTests
{
    protected override string Place => "rootless-store";

    protected override async Task<string> AddressAsync() =>
        Path.Join((await engines.RootlessPodman).Home, ".local/share/containers/storage");

    protected override async Task<IImages> ImagesAsync() => (await engines.RootlessPodman).Images;

    protected override async Task<Node> NodeAsync()
    {
        var podman = await engines.RootlessPodman;
        return new(podman.Program) { State = podman.NewPath() };
    }
}
