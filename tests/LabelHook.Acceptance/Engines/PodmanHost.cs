using LabelHook.Acceptance.Images;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Engines;

// Rootful podman with a store of its own, which nothing else on this machine shares. Its API service, on a private
// socket, is started by the first who asks for it: a store that is read without an engine must not need one.
public sealed class PodmanHost : IContainerEngine
{
    private readonly TemporaryFolder _folder = new();

    private readonly Lazy<Task<Service>> _service;

    public PodmanHost()
    {
        _service = new(() => PodmanService.StartAsync(Podman, Socket));
        StorageConfiguration = _folder.Write("storage.conf", $"""
            [storage]
            driver = "overlay"
            graphroot = "{Store}"
            runroot = "{_folder["run"]}"
            """);
        Directory.CreateDirectory(_folder["tmp"]);
        _folder.Write("registries.conf", "");
        _folder.Write("containers.conf", PodmanService.Settings(_folder["libpod"]));
    }

    // The file that CONTAINERS_STORAGE_CONF names: podman's and LabelHook's way to this store.
    public string StorageConfiguration { get; }

    public string Store => _folder["store"];

    public Command Podman => Command("podman");

    public Command Skopeo => Command("skopeo");

    public PodmanImages Images =>
        new(Podman, Command("buildah"), Skopeo, _folder.Path, $"[overlay@{Store}+{_folder["run"]}]");

    public async Task StartAsync()
    {
        PodmanService.Require();
        await Podman.OutputAsync("info");
    }

    // The address of the API service.
    public async Task<string> ApiAsync()
    {
        await _service.Value;
        return Socket;
    }

    // A registry without a certificate, from the service's start on.
    public void AllowInsecure(string registry) =>
        File.AppendAllText(_folder["registries.conf"], $"[[registry]]\nlocation = \"{registry}\"\ninsecure = true\n");

    // A short name for a repository.
    public void AddAlias(string name, string repository) =>
        File.AppendAllText(_folder["registries.conf"], $"[aliases]\n\"{name}\" = \"{repository}\"\n");

    // LabelHook in the surroundings that podman has.
    public Command LabelHook => Command(LabelHookProgram.Command.Program);

    public string StateFolder => _folder["state"];

    // An OCI layout on disk, as skopeo names it.
    public async Task<string> LayoutAsync(LabelledImage image)
    {
        var layout = $"oci:{_folder["layout"]}:copied";
        await new Buildah(Command("buildah")).CommitAsync(image, layout);
        return layout;
    }

    public async ValueTask DisposeAsync()
    {
        if (_service.IsValueCreated)
            await (await _service.Value).DisposeAsync();

        await _folder.DisposeAsync();
    }

    private string Socket => "unix://" + _folder["podman.sock"];

    private Command Command(string program) => new Command(program)
        .With("HOME", _folder.Path)
        .With("TMPDIR", _folder["tmp"]) // else what a build that was ended leaves stays in /var/tmp
        .With("CONTAINERS_STORAGE_CONF", StorageConfiguration)
        .With("CONTAINERS_REGISTRIES_CONF", _folder["registries.conf"])
        .With("CONTAINERS_CONF", _folder["containers.conf"]);
}
