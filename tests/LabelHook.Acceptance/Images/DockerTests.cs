using LabelHook.Acceptance.Engines;
using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Images;

public sealed class DockerTests(ContainerEngines engines) : ImageTests
{
    protected override string Place => "docker";

    protected override async Task<string> AddressAsync() => new Uri((await engines.Docker).Api).LocalPath;

    protected override async Task<IImages> ImagesAsync() => (await engines.Docker).Images;

    protected override async Task<Node> NodeAsync() =>
        new(LabelHookProgram.Command, "--engine", (await engines.Docker).Api);
}
