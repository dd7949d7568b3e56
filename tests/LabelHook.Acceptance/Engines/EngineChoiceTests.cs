using LabelHook.Acceptance.Images;
using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Engines;

// The order of the engines: the one that was named, else podman's store, else the sockets that are there.
public sealed class EngineChoiceTests(SameNameEverywhere image) : IClassFixture<SameNameEverywhere>, IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static Command Program => LabelHookProgram.Command;

    [Fact]
    public async Task The_engine_of_the_command_line_takes_precedence_over_variables() =>
        await AsksAsync(
            SameNameEverywhere.Podman,
            Program.With("CONTAINER_HOST", await RootlessAsync()).With("DOCKER_HOST", await DockerAsync()),
            "--engine",
            await PodmanAsync());

    [Fact]
    public async Task The_engine_of_the_configuration_takes_precedence_over_variables()
    {
        var configuration = _folder.Write("labelhook.yaml", $"engine: {await PodmanAsync()}\n");

        await AsksAsync(
            SameNameEverywhere.Podman,
            Program.With("CONTAINER_HOST", await RootlessAsync()),
            "--config",
            configuration);
    }

    [Fact]
    public async Task CONTAINER_HOST_takes_precedence_over_DOCKER_HOST() =>
        await AsksAsync(
            SameNameEverywhere.Rootless,
            Program.With("CONTAINER_HOST", await RootlessAsync()).With("DOCKER_HOST", await DockerAsync()));

    [Fact]
    public async Task DOCKER_HOST_takes_precedence_over_the_docker_context()
    {
        var context = new DockerContext(_folder, "elsewhere", await PodmanAsync());

        await AsksAsync(
            SameNameEverywhere.Docker,
            Program.With("DOCKER_HOST", await DockerAsync()).With("DOCKER_CONFIG", context.Current()));
    }

    [Fact]
    public async Task The_current_docker_context_takes_precedence_over_the_store_of_podman()
    {
        var context = new DockerContext(_folder, "work", await DockerAsync());

        await AsksAsync(
            SameNameEverywhere.Docker,
            Program.With("DOCKER_CONFIG", context.Current()).With("CONTAINERS_STORAGE_CONF", await StoreAsync()));
    }

    [Fact]
    public async Task A_variable_can_select_the_docker_context()
    {
        var context = new DockerContext(_folder, "work", await DockerAsync());

        await AsksAsync(
            SameNameEverywhere.Docker, Program.With("DOCKER_CONTEXT", "work").With("DOCKER_CONFIG", context.Folder));
    }

    [Fact]
    public async Task The_store_of_podman_takes_precedence_over_a_default_socket() =>
        await AsksAsync(
            SameNameEverywhere.Podman,
            Program.With("CONTAINERS_STORAGE_CONF", await StoreAsync())
                .With("XDG_RUNTIME_DIR", await RuntimeFolderAsync()));

    [Fact]
    public async Task A_default_socket_is_used_if_there_is_no_store()
    {
        var emptyStore = _folder.Write("storage.conf", $"[storage]\ngraphroot = \"{_folder["empty"]}\"\n");

        await AsksAsync(
            SameNameEverywhere.Rootless,
            Program.With("CONTAINERS_STORAGE_CONF", emptyStore).With("XDG_RUNTIME_DIR", await RuntimeFolderAsync()));
    }

    [Fact]
    public async Task A_configured_engine_without_the_image_is_the_only_one_asked()
    {
        var other = new LabelledImage("localhost/only-in-podman:1").Tcp("1");
        await (await image.Engines.Podman).Images.BuildAsync(other);
        await using var node = new Node(
            Program.With("CONTAINERS_STORAGE_CONF", await StoreAsync()).With("DOCKER_HOST", await DockerAsync()));

        var result = (await node.RunAsync("install", "m1", other.Reference)).Failed();

        Assert.Contains(new Uri(await DockerAsync()).LocalPath, result.Complaint, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private async Task AsksAsync(int demand, Command program, params IReadOnlyList<string> options)
    {
        await image.BuiltAsync();
        await using var node = new Node(program, options);

        (await node.InstallAsync("m1", SameNameEverywhere.Name)).Has(demand, udp: 0);
    }

    private async Task<string> PodmanAsync() => await (await image.Engines.Podman).ApiAsync();

    private async Task<string> RootlessAsync() => await (await image.Engines.RootlessPodman).ApiAsync();

    private async Task<string> DockerAsync() => (await image.Engines.Docker).Api;

    private async Task<string> StoreAsync() => (await image.Engines.Podman).StorageConfiguration;

    // What holds podman/podman.sock.
    private async Task<string> RuntimeFolderAsync() => new Uri(new Uri(await RootlessAsync()), "..").LocalPath;
}
