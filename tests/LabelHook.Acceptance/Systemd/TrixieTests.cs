using LabelHook.Acceptance.Images;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Systemd;

// What hooks/install.sh installs on Debian 13, with systemd 257, podman 5.4, docker 26 and Python 3.13.
public sealed class TrixieTests
{
    private const string Environment = TrixieHost.Modules + "/web1/environment";

    [Fact]
    public async Task It_can_be_installed_used_from_Python_and_uninstalled()
    {
        await using var system = await BootedSystem.StartAsync(
            DebianTree.Trixie, (LabelHookProgram.Command.Program, "/srv/labelhook"),
            (Repository.At("hooks"), "/srv/hooks"));
        const string Contents = "find /etc /usr -not -path '*/__pycache__*' | sort";
        var before = await system.OutputAsync("sh", "-c", Contents);

        await system.OutputAsync("/srv/hooks/install.sh", "--program", "/srv/labelhook");
        const string Allocation = "import node.ports_manager as ports; print(*ports.allocate_ports(2, 'web1', 'tcp'))";
        var allocated = await system.OutputAsync(
            "sh", "-euc", $"mkdir /srv/node; cd /srv/node; python3 -W error -c \"{Allocation}\"");
        await system.OutputAsync("/srv/hooks/install.sh", "--uninstall");

        Assert.StartsWith("systemd 257 ", await system.OutputAsync("systemctl", "--version"), StringComparison.Ordinal);
        Assert.StartsWith("Python 3.13", await system.OutputAsync("python3", "--version"), StringComparison.Ordinal);
        Assert.Equal("20001 20002", allocated.Trim());
        Assert.Equal(before, await system.OutputAsync("sh", "-c", Contents));
    }

    [Fact]
    public async Task Images_of_podman_become_modules_by_the_path_unit_or_their_own_unit()
    {
        await using var host = await TrixieHost.StartAsync();
        await host.ShellAsync("systemctl enable --now labelhook-scan.path");

        await host.BuildAsync("podman", new LabelledImage("localhost/web:1").Tcp("2"));

        await host.UntilAsync($"test -e {Environment}");
        Assert.Contains(
            "TCP_PORTS_RANGE=20001-20002", await host.ShellAsync($"cat {Environment}"), StringComparison.Ordinal);
        await host.ShellAsync(
            "mkdir --parents /etc/labelhook/modules; echo IMAGE=localhost/web:1 >/etc/labelhook/modules/web7.conf");
        await host.ShellAsync("systemctl start labelhook@web7.service");
        Assert.Contains(
            "TCP_PORTS_RANGE=20003-20004",
            await host.ShellAsync($"cat {TrixieHost.Modules}/web7/environment"),
            StringComparison.Ordinal);
        await host.RebootAsync();
        await host.BuildAsync("podman", new LabelledImage("localhost/late:1").Tcp("1"));
        await host.UntilAsync($"test -e {TrixieHost.Modules}/late1/environment");
    }

    [Fact]
    public async Task An_image_in_the_imagestore_takes_precedence_as_in_podman()
    {
        await using var host = await TrixieHost.StartAsync();
        await host.BuildAsync("podman", new LabelledImage("localhost/old:1").Tcp("1"));
        await host.BuildAsync("podman", new LabelledImage("localhost/both:1").Tcp("2"));
        await host.WriteAsync("/etc/containers/storage.conf", """
            [storage]
            driver = "overlay"
            runroot = "/run/containers/storage"
            graphroot = "/var/lib/containers/storage"
            imagestore = "/srv/images"

            """);
        await host.BuildAsync("podman", new LabelledImage("localhost/both:1").Tcp("3"));

        foreach (var (image, demand) in ((string, string)[])[("old:1", "1"), ("both:1", "3")])
        {
            Assert.Equal(
                demand,
                await host.ShellAsync(
                    "podman image inspect --format '{{index .Labels \"org.nethserver.tcp-ports-demand\"}}' "
                        + $"{image}"));
            Assert.Contains(
                $"tcp ports         {demand}",
                await host.ShellAsync($"labelhook inspect {image}"),
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Images_of_docker_are_scanned_watched_and_installed_through_its_socket()
    {
        await using var host = await TrixieHost.StartAsync();
        await host.ShellAsync("systemctl enable --now docker.service");
        Assert.StartsWith(
            "26.", await host.ShellAsync("docker version --format '{{.Server.Version}}'"), StringComparison.Ordinal);
        await host.BuildAsync("docker", new LabelledImage("localhost/web:1").Tcp("2"));

        await host.ShellAsync("labelhook scan --engine unix:///run/docker.sock");
        await host.ShellAsync("labelhook install other1 localhost/web:1"); // finds the engine by itself

        Assert.Contains(
            "TCP_PORTS_RANGE=20001-20002", await host.ShellAsync($"cat {Environment}"), StringComparison.Ordinal);
        Assert.Contains(
            "TCP_PORTS_RANGE=20003-20004",
            await host.ShellAsync($"cat {TrixieHost.Modules}/other1/environment"),
            StringComparison.Ordinal);
        await host.ShellAsync("systemctl start labelhook-watch.service");
        await host.BuildAsync("docker", new LabelledImage("localhost/late:1").Tcp("1"));
        await host.UntilAsync($"test -e {TrixieHost.Modules}/late1/environment");
    }

    [Fact]
    public async Task Systemd_verifies_the_units()
    {
        await using var host = await TrixieHost.StartAsync();
        string[] services =
        [
            "labelhook@x.service", "labelhook-scan.service", "labelhook-rescan.service", "labelhook-watch.service",
            "labelhook-metrics.service",
        ];

        var said = await host.ShellAsync(
            "cd /usr/local/lib/systemd/system; systemd-analyze verify --man=no ./labelhook* 2>&1");

        Assert.Equal("", said);
        foreach (var service in services)
            Assert.Contains(
                " OK ",
                await host.ShellAsync($"systemd-analyze security --no-pager {service} | tail --lines 1"),
                StringComparison.Ordinal);
    }
}
