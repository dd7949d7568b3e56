namespace LabelHook.Acceptance;

// Rootful podman with a store of its own, which nothing else on this machine shares. Its API service, on a private socket,
// is started by the first who asks for it: a store that is read without an engine must not need one.
public sealed class PodmanHost : IContainerEngine
{
    private readonly TemporaryFolder folder = new();

    private readonly Lazy<Task<Service>> service;

    public PodmanHost()
    {
        service = new(() => PodmanService.StartAsync(Podman, Socket));
        StorageConfiguration = folder.Write("storage.conf", $"""
            [storage]
            driver = "overlay"
            graphroot = "{Store}"
            runroot = "{folder["run"]}"
            """);
        Directory.CreateDirectory(folder["tmp"]);
        folder.Write("registries.conf", "");
        folder.Write("containers.conf", PodmanService.Settings(folder["libpod"]));
    }

    // The file that CONTAINERS_STORAGE_CONF names: podman's and LabelHook's way to this store.
    public string StorageConfiguration { get; }

    public string Store => folder["store"];

    public Command Podman => Command("podman");

    public Command Skopeo => Command("skopeo");

    public PodmanImages Images => new(Podman, Command("buildah"), Skopeo, folder.Path, $"[overlay@{Store}+{folder["run"]}]");

    public async Task StartAsync()
    {
        PodmanService.Require();
        await Podman.OutputAsync("info");
    }

    // The address of the API service.
    public async Task<string> ApiAsync()
    {
        await service.Value;
        return Socket;
    }

    // A registry without a certificate, from the service's start on.
    public void AllowInsecure(string registry) => File.AppendAllText(folder["registries.conf"], $"[[registry]]\nlocation = \"{registry}\"\ninsecure = true\n");

    // A short name for a repository.
    public void AddAlias(string name, string repository) => File.AppendAllText(folder["registries.conf"], $"[aliases]\n\"{name}\" = \"{repository}\"\n");

    // LabelHook in the surroundings that podman has.
    public Command LabelHook => Command(LabelHookProgram.Command.Program);

    public string StateFolder => folder["state"];

    // An OCI layout on disk, as skopeo names it.
    public async Task<string> LayoutAsync(LabelledImage image)
    {
        var layout = $"oci:{folder["layout"]}:copied";
        await new Buildah(Command("buildah")).CommitAsync(image, layout);
        return layout;
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
        .With("TMPDIR", folder["tmp"]) // else what a build that was ended leaves stays in /var/tmp
        .With("CONTAINERS_STORAGE_CONF", StorageConfiguration)
        .With("CONTAINERS_REGISTRIES_CONF", folder["registries.conf"])
        .With("CONTAINERS_CONF", folder["containers.conf"]);
}
