using LabelHook.Acceptance.Engines;
using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Images;

public sealed class PodmanApiTests(ContainerEngines engines) : ImageTests
{
    protected override string Place => "api";

    protected override async Task<string> AddressAsync() => new Uri(await (await engines.Podman).ApiAsync()).LocalPath;

    protected override async Task<IImages> ImagesAsync() => (await engines.Podman).Images;

    protected override async Task<Node> NodeAsync() =>
        new(LabelHookProgram.Command, "--engine", await (await engines.Podman).ApiAsync());
}
