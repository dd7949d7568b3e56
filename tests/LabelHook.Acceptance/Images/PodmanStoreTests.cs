using LabelHook.Acceptance.Engines;
using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Images;

// No API service is needed, nor asked, where podman's store can be read.
public sealed class PodmanStoreTests(ContainerEngines engines) : ImageTests
{
    protected override string Place => "store";

    protected override async Task<string> AddressAsync() => (await engines.Podman).Store;

    protected override async Task<IImages> ImagesAsync() => (await engines.Podman).Images;

    protected override async Task<Node> NodeAsync() =>
        new(LabelHookProgram.Command.With("CONTAINERS_STORAGE_CONF", (await engines.Podman).StorageConfiguration));
}
