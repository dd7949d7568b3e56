using LabelHook.Acceptance.Engines;
using LabelHook.Acceptance.EnvironmentFiles;
using LabelHook.Acceptance.Images;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Systemd;

// The units of hooks/systemd in a real systemd, over a store that a real podman on the host fills.
public sealed class ScanUnitTests
{
    private const string Units = "/usr/local/lib/systemd/system";

    private const string Modules = "/var/lib/labelhook/modules";

    [Fact]
    public async Task A_new_image_becomes_a_module_and_starts_with_its_ports_after_a_reboot_too()
    {
        await using var podman = await PodmanAsync();
        await podman.Images.BuildAsync(new LabelledImage("localhost/before:1").Tcp("1"));
        await using var system = await StartAsync(podman);
        await system.OutputAsync("systemctl", "enable", "--now", "labelhook-scan.path", "labelhook-scan.timer");

        await podman.Images.BuildAsync(new LabelledImage("localhost/web:1").Tcp("2"));
        await system.UntilAsync($"test -e {Modules}/web1/environment");
        var unit = await SystemdUnit.WriteAsync(system, "web", $"{Modules}/web1/environment");
        var before = VariableLines.OfProcess(await unit.EnvironmentAsync());
        await system.RebootAsync();

        Assert.Equal("20002-20003", before["TCP_PORTS_RANGE"]);
        Assert.Equal(before, VariableLines.OfProcess(await unit.EnvironmentAsync()));
        await podman.Images.BuildAsync(new LabelledImage("localhost/after:1").Tcp("1"));
        await system.UntilAsync($"test -e {Modules}/after1/environment");
    }

    [Fact]
    public async Task Many_tags_do_not_stop_the_path_unit_and_images_during_a_scan_are_seen()
    {
        await using var podman = await PodmanAsync();
        await podman.Images.BuildAsync(new LabelledImage("localhost/web:1").Tcp("2"));
        await using var system = await StartAsync(podman);
        await system.OutputAsync("systemctl", "enable", "--now", "labelhook-scan.path");

        // Each of the first starts the service; the others come as fast as possible, during a scan too.
        foreach (var tag in "abcdefghijklmnopqrst")
        {
            await podman.Podman.OutputAsync("tag", "localhost/web:1", $"localhost/web{tag}:1");
            if (tag <= 'j')
                await system.UntilAsync($"test -e {Modules}/web{tag}1/environment");
        }

        await system.UntilAsync($"test -e {Modules}/webt1/environment");
        Assert.Equal("active\n", await system.OutputAsync("systemctl", "is-active", "labelhook-scan.path"));
        Assert.Equal(
            21, (await system.OutputAsync("ls", Modules)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    // Systemd does not watch a path while its service runs.
    [Fact]
    public async Task An_image_that_arrives_at_the_end_of_a_scan_becomes_a_module()
    {
        await using var host = await TrixieHost.StartAsync();
        await host.BuildAsync("podman", new LabelledImage("localhost/web:1").Tcp("2"));
        await host.ShellAsync("mkdir /run/systemd/system/labelhook-scan.service.d");
        await host.WriteAsync("/run/systemd/system/labelhook-scan.service.d/late.conf", """
            [Service]
            ExecStartPost=+podman tag localhost/web:1 localhost/late:1
            """);

        // Without it, a copy of a module's image is rejected.
        await host.ShellAsync("mkdir --parents /etc/labelhook");
        await host.WriteAsync("/etc/labelhook/labelhook.yaml", "scan: {repositories: localhost/*}\n");
        await host.ShellAsync("systemctl daemon-reload; systemctl enable --now labelhook-scan.path");

        await host.ShellAsync("podman tag localhost/web:1 localhost/first:1");

        await host.UntilAsync($"test -e {TrixieHost.Modules}/first1/environment");
        await host.UntilAsync($"test -e {TrixieHost.Modules}/late1/environment");
    }

    [Fact]
    public async Task The_installed_units_watch_the_stores_that_storage_conf_names()
    {
        await using var podman = await PodmanAsync();
        await podman.Images.BuildAsync(new LabelledImage("localhost/before:1").Tcp("1"));
        await using var system = await BootedSystem.StartAsync(
            DebianTree.Bookworm,
            (LabelHookProgram.Command.Program, "/srv/labelhook"),
            (Repository.At("hooks"), "/srv/hooks"),
            (podman.Store, "/srv/50% images"));
        await system.OutputAsync("mkdir", "-p", "/etc/containers");
        await system.WriteAsync("/etc/containers/storage.conf", """
            [storage]
            driver = "overlay"
            graphroot = "$HOME/containers"
            imagestore = "/srv/50% images"
            """);
        await system.OutputAsync("/srv/hooks/install.sh", "--program", "/srv/labelhook", "--plain");
        await system.OutputAsync("systemctl", "daemon-reload");
        await system.OutputAsync("systemctl", "enable", "--now", "labelhook-scan.path");

        await podman.Images.BuildAsync(new LabelledImage("localhost/web:1").Tcp("2"));
        await system.UntilAsync($"test -e {Modules}/web1/environment");

        var paths = await system.OutputAsync("systemctl", "show", "--property", "Paths", "labelhook-scan.path");
        Assert.Equal(2, paths.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains(
            "Paths=/srv/50% images/overlay-images/images.json (PathChanged)", paths, StringComparison.Ordinal);
        Assert.Contains(
            "Paths=/root/containers/overlay-images/images.json (PathChanged)", paths, StringComparison.Ordinal);
        await system.OutputAsync("/srv/hooks/install.sh", "--uninstall");
        (await system.RunAsync("test", "!", "-e", "/usr/local/lib/systemd")).Succeeded();
    }

    [Fact]
    public async Task The_unit_of_a_module_allocates_its_ports_before_dependent_units_start()
    {
        await using var podman = await PodmanAsync();
        await podman.Images.BuildAsync(new LabelledImage("localhost/web:1").Tcp("2"));
        await using var system = await StartAsync(podman);
        await system.OutputAsync("mkdir", "-p", "/etc/labelhook/modules");
        await system.WriteAsync("/etc/labelhook/modules/web7.conf", "IMAGE=localhost/web:1\n");
        await system.WriteAsync("/etc/systemd/system/web.service", $"""
            [Unit]
            Requires=labelhook@web7.service
            After=labelhook@web7.service
            [Service]
            Type=oneshot
            EnvironmentFile={Modules}/web7/environment
            ExecStart=/usr/bin/test $TCP_PORTS_RANGE = 20001-20002

            """);

        (await system.RunAsync("systemctl", "start", "web.service")).Succeeded();
    }

    [Fact]
    public async Task Systemd_verifies_the_units()
    {
        await using var podman = await PodmanAsync();
        await using var system = await StartAsync(podman);

        var verify = await system.RunAsync(
            "sh",
            "-c",
            $"cd {Units} && systemd-analyze verify --man=no ./labelhook@x.service ./labelhook-scan.service "
                + "./labelhook-rescan.service ./labelhook-scan.path ./labelhook-scan.timer ./labelhook-watch.service "
                + "./labelhook-metrics.service ./labelhook-metrics.timer");

        Assert.Equal("", verify.Succeeded().Errors);
        string[] units =
        [
            "labelhook@x.service", "labelhook-scan.service", "labelhook-rescan.service", "labelhook-watch.service",
            "labelhook-metrics.service",
        ];
        foreach (var unit in units)
        {
            var exposure =
                (await system.OutputAsync("systemd-analyze", "security", "--no-pager", unit)).Split('\n').Last(
                    line => line.Contains("exposure level", StringComparison.Ordinal));
            TestContext.Current.SendDiagnosticMessage(exposure);
            Assert.Contains(" OK ", exposure, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_metrics_service_writes_its_file_and_fails_without_the_folder()
    {
        await using var podman = await PodmanAsync();
        await using var system = await StartAsync(podman);

        Assert.NotEqual(0, (await system.RunAsync("systemctl", "start", "labelhook-metrics.service")).ExitCode);
        await system.OutputAsync("mkdir", "--parents", "/var/lib/prometheus/node-exporter");
        await system.OutputAsync("systemctl", "start", "labelhook-metrics.service");

        Assert.Contains(
            "labelhook_modules 0\n",
            await system.OutputAsync("cat", "/var/lib/prometheus/node-exporter/labelhook.prom"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_service_of_a_docker_host_is_ready_after_the_first_scan()
    {
        await using var podman = await PodmanAsync();
        await using var docker = new DockerHost();
        await docker.StartAsync();
        await docker.Images.BuildAsync(new LabelledImage("localhost/web:1").Tcp("2"));
        await using var system = await StartAsync(podman, (new Uri(docker.Api).LocalPath, "/srv/docker.sock"));
        await system.OutputAsync("mkdir", "-p", "/etc/labelhook");
        await system.WriteAsync("/etc/labelhook/labelhook.yaml", "engine: unix:///srv/docker.sock\n");

        (await system.RunAsync("systemctl", "start", "labelhook-watch.service")).Succeeded();

        Assert.Contains(
            "TCP_PORTS_RANGE=20001-20002",
            await system.OutputAsync("cat", $"{Modules}/web1/environment"),
            StringComparison.Ordinal);
        await docker.Images.BuildAsync(new LabelledImage("localhost/late:1").Tcp("1"));
        await system.UntilAsync($"test -e {Modules}/late1/environment");
    }

    [Fact]
    public async Task A_docker_host_without_its_engine_still_boots()
    {
        await using var podman = await PodmanAsync();
        await using var system = await StartAsync(podman);
        await system.OutputAsync("systemctl", "enable", "labelhook-watch.service");

        await system.RebootAsync();

        await system.UntilAsync("systemctl is-active --quiet multi-user.target labelhook-watch.service");
    }

    private static async Task<PodmanHost> PodmanAsync()
    {
        var podman = new PodmanHost();
        await podman.StartAsync();
        return podman;
    }

    private static Task<BootedSystem> StartAsync(PodmanHost podman, params (string Host, string Inside)[] more) =>
        BootedSystem.StartAsync(
        [
            (LabelHookProgram.Command.Program, "/usr/local/bin/labelhook"),
            (Repository.At("hooks/systemd"), Units),
            (podman.Store, "/var/lib/containers/storage"),
            .. more,
        ]);
}
