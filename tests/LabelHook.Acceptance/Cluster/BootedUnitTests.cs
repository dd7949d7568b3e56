using LabelHook.Acceptance.Packages;
using LabelHook.Acceptance.Systemd;

namespace LabelHook.Acceptance.Cluster;

// The units of the package in a booted Debian, which reaches a Redis of this machine through its socket.
public sealed class BootedUnitTests(BuiltPackages packages)
{
    private const string Package = "/srv/cluster.deb";

    private const string Path = "labelhook-cluster-publish.path";

    private const string Timer = "labelhook-cluster-publish.timer";

    private const string Service = "labelhook-cluster-publish.service";

    private static readonly string Variables = $"""
        REDIS_ADDRESS=unix:///srv/redis/redis
        REDIS_USER=node/3
        REDIS_PASSWORD={Redis.PasswordOf("3")}
        NODE_ID=3

        """;

    [Fact]
    public async Task A_change_of_the_ports_is_published()
    {
        await using var redis = await Redis.StartAsync();
        await using var host = await StartAsync(redis);
        await host.ShellAsync($"systemctl enable --now --quiet {Path} {Timer}");

        await InstallAsync(host, "web1");
        await UntilPublishedAsync(host, "web1");

        Assert.Equal("20001-20002", await redis.RunAsync("HGET", "node/3/labelhook/tcp", "web1"));
    }

    [Fact]
    public async Task The_next_change_or_the_timer_publishes_when_Redis_is_back()
    {
        await using var redis = await Redis.StartAsync();
        await using var host = await StartAsync(redis);
        await host.ShellAsync($"systemctl enable --now --quiet {Path}");

        await redis.StopAsync();
        await InstallAsync(host, "web1");
        await UntilFailedAsync(host);
        await redis.RestartAsync();
        await InstallAsync(host, "web2");
        await UntilPublishedAsync(host, "web1");
        await UntilPublishedAsync(host, "web2");

        await redis.StopAsync();
        await InstallAsync(host, "web3");
        await UntilFailedAsync(host);
        await host.ShellAsync($"systemctl stop {Path} {Service}; mkdir /run/systemd/system/{Timer}.d");
        await redis.RestartAsync();
        await host.System.WriteAsync(
            $"/run/systemd/system/{Timer}.d/soon.conf", "[Timer]\nOnUnitInactiveSec=1s\nAccuracySec=1s\n");
        await host.ShellAsync($"systemctl daemon-reload; systemctl start {Timer}");
        await UntilPublishedAsync(host, "web3");
    }

    private async Task<PackagedHost> StartAsync(Redis redis)
    {
        var host = await PackagedHost.StartAsync(
            packages,
            DebianTree.Bookworm,
            (await packages.FileAsync(BuiltPackages.ClusterDeb), Package),
            (redis.Folder, "/srv/redis"));
        try
        {
            (await host.DpkgAsync("--install", PackagedHost.Package, Package)).Succeeded();
            await host.System.WriteAsync("/etc/labelhook/cluster.env", Variables);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    private static Task<string> InstallAsync(PackagedHost host, string module) =>
        host.ShellAsync($"labelhook install {module} /usr/share/labelhook/samples/two-ports.yaml");

    private static Task UntilFailedAsync(PackagedHost host) =>
        host.System.UntilAsync($"systemctl is-failed --quiet {Service}");

    private static Task UntilPublishedAsync(PackagedHost host, string module) => host.System.UntilAsync(
        $"labelhook-cluster list 2>/dev/null | grep --quiet ' {module} '");
}
