namespace LabelHook.Acceptance;

// Rootful podman with a store of its own, which nothing else on this machine shares. Its API service, on a private socket,
// is started by the first who asks for it: a store that is read without an engine must not need one.
public sealed class PodmanHost : IContainerEngine
{
    private readonly TemporaryFolder folder = new();

    private readonly Lazy<Task<Service>> service;

    public PodmanHost()
    {
        service = new(StartServiceAsync);
        StorageConfiguration = folder.Write("storage.conf", $"""
            [storage]
            driver = "overlay"
            graphroot = "{folder["store"]}"
            runroot = "{folder["run"]}"
            """);
        folder.Write("containers.conf", PodmanSettings.For(folder["libpod"]));
    }

    // The file that CONTAINERS_STORAGE_CONF names: podman's and LabelHook's way to this store.
    public string StorageConfiguration { get; }

    public Command Podman => Command("podman");

    public PodmanImages Images => new(Podman, Command("buildah"), Command("skopeo"), folder.Path, $"[overlay@{folder["store"]}+{folder["run"]}]");

    public async Task StartAsync()
    {
        RealPart.RequireRoot();
        RealPart.RequireProgram("podman", "podman");
        RealPart.RequireProgram("buildah", "buildah");
        RealPart.RequireProgram("skopeo", "skopeo");
        RealPart.RequireProgram("runc", "runc");
        await Podman.OutputAsync("info");
    }

    // The address of the API service.
    public async Task<string> ApiAsync()
    {
        await service.Value;
        return Socket;
    }

    public async ValueTask DisposeAsync()
    {
        if (service.IsValueCreated)
            await (await service.Value).DisposeAsync();

        await folder.DisposeAsync();
    }

    private string Socket => "unix://" + folder["podman.sock"];

    private Command Command(string program) => new Command(program)
        .With("HOME", folder.Path)
        .With("CONTAINERS_STORAGE_CONF", StorageConfiguration)
        .With("CONTAINERS_CONF", folder["containers.conf"]);

    private Task<Service> StartServiceAsync() => PodmanSettings.StartServiceAsync(Podman, Socket);
}
