using LabelHook.Acceptance.Images;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Engines;

// Podman of an unprivileged user, made for this run and deleted after it: store, socket and settings where podman puts
// them by itself.
public sealed class RootlessPodmanHost : IContainerEngine
{
    private readonly TemporaryFolder _folder = new();

    private readonly string _user = $"labelhook-{Environment.ProcessId}";

    private readonly Lazy<Task<Service>> _service;

    private bool _created;

    public RootlessPodmanHost() => _service = new(() => PodmanService.StartAsync(Podman, Socket));

    public Command Podman => AsUser("podman");

    public PodmanImages Images => new(Podman, AsUser("buildah"), AsUser("skopeo"), Home);

    public string Home => _folder["home"];

    public async Task StartAsync()
    {
        PodmanService.Require();
        RealPart.RequireProgram("newuidmap", "uidmap");
        await CreateUserAsync();
        await Podman.OutputAsync("info");
    }

    // The address of the API service, which is started by the first who asks.
    public async Task<string> ApiAsync()
    {
        await _service.Value;
        return Socket;
    }

    // The published program, run by the user, from a place that an ordinary user can reach.
    public Command Program => AsUser(_folder["labelhook"]);

    // A path that the user may make a folder of.
    public string NewPath() => Path.Join(Home, Path.GetRandomFileName());

    public async ValueTask DisposeAsync()
    {
        if (_service.IsValueCreated)
            await (await _service.Value).DisposeAsync();

        if (_created)
        {
            // Rootless podman leaves one process behind, which keeps its user namespace; this command ends it.
            await Podman.OutputAsync("system", "migrate");
            var number = await new Command("id").OutputAsync("--user", _user);
            await new Command("userdel").OutputAsync("--force", _user); // though that process may take a moment to end
            File.Delete("/dev/shm/libpod_rootless_lock_" + number); // the next user of this number is another one
        }

        await _folder.DisposeAsync();
    }

    private string RuntimeFolder => _folder["run"];

    private string Socket => $"unix://{RuntimeFolder}/podman/podman.sock";

    private Command AsUser(string program) =>
        new Command("setpriv") { Prefix = ["--reuid", _user, "--regid", _user, "--clear-groups", program] }
        .With("HOME", Home)
        .With("XDG_RUNTIME_DIR", RuntimeFolder)
        .In(Home);

    private async Task CreateUserAsync()
    {
        await new Command("chmod").OutputAsync("0755", _folder.Path);
        await new Command("useradd").OutputAsync("--create-home", "--home-dir", Home, "--no-log-init", _user);
        _created = true;
        await new Command("install").OutputAsync(
            "--directory",
            "--mode",
            "0700",
            "--owner",
            _user,
            "--group",
            _user,
            RuntimeFolder,
            $"{RuntimeFolder}/podman");
        await new Command("install").OutputAsync(
            "--mode", "0755", LabelHookProgram.Command.Program, _folder["labelhook"]);

        _folder.Write("home/.config/containers/containers.conf", PodmanService.Settings($"{RuntimeFolder}/libpod"));
        await new Command("chown").OutputAsync("--recursive", $"{_user}:{_user}", Home);
    }
}
