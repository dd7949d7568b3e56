using LabelHook.Acceptance.Images;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Systemd;

// A booted Debian 13 with LabelHook installed by hooks/install.sh, with its own podman, docker and Python, and only a
// loopback network.
public sealed class TrixieHost : IAsyncDisposable
{
    public const string Modules = "/var/lib/labelhook/modules";

    // Podman limits every container with the pids controller, which a host with cgroups version 1 does not delegate.
    private const string PoorSurroundings = "[containers]\npids_limit = 0\n";

    private readonly BootedSystem _system;

    private TrixieHost(BootedSystem system) => _system = system;

    // Starts it with these files or folders of this host.
    public static async Task<TrixieHost> StartAsync(params (string Host, string Inside)[] files)
    {
        var booted = await BootedSystem.StartAsync(DebianTree.Trixie,
        [
            (LabelHookProgram.Command.Program, "/srv/labelhook"),
            (Repository.At("hooks"), "/srv/hooks"),
            .. files,
        ]);
        try
        {
            await booted.WriteAsync("/etc/containers/containers.conf", PoorSurroundings);
            await booted.OutputAsync("/srv/hooks/install.sh", "--program", "/srv/labelhook");
            await booted.OutputAsync("systemctl", "daemon-reload");
            return new TrixieHost(booted);
        }
        catch
        {
            await booted.DisposeAsync();
            throw;
        }
    }

    public async Task<string> ShellAsync(string script) => (await _system.OutputAsync("sh", "-euc", script)).Trim();

    public Task WriteAsync(string path, string text) => _system.WriteAsync(path, text);

    public Task RebootAsync() => _system.RebootAsync();

    // Builds an image with a web server on port 8080; the engine is podman or docker.
    public async Task BuildAsync(string engine, LabelledImage image)
    {
        await ShellAsync("mkdir --parents /root/image; cp /usr/bin/busybox /root/image");
        var labels = image.Labels.Select(label => $"LABEL {label.Key}=\"{label.Value}\"");
        await WriteAsync("/root/image/Dockerfile", $"""
            FROM scratch
            COPY busybox /bin/busybox
            {string.Join('\n', labels)}
            CMD ["/bin/busybox", "httpd", "-f", "-p", "8080", "-h", "/bin"]

            """);
        await ShellAsync($"DOCKER_BUILDKIT=0 {engine} build --quiet --tag {image.Reference} /root/image");
    }

    // Waits until a command succeeds.
    public Task UntilAsync(string condition) => _system.UntilAsync(condition);

    public ValueTask DisposeAsync() => _system.DisposeAsync();
}
