using LabelHook.Acceptance.Systemd;

namespace LabelHook.Acceptance.Packages;

// The units of the package for a user who runs containers without root, in that user's own systemd.
public sealed class UserUnitTests(BuiltPackages packages)
{
    private const string Home = "/home/alice";

    private const string Modules = Home + "/.local/state/labelhook/modules";

    private const string Store = Home + "/.local/share/containers/storage";

    // Debian's pam_systemd would set the variable; libpam-systemd is not in the tree.
    private const string Login = """
        useradd --create-home --uid 1000 alice
        mkdir /run/systemd/system/user@.service.d
        cd /run/systemd/system/user@.service.d
        printf '[Service]\nEnvironment=XDG_RUNTIME_DIR=/run/user/%%i\n' > runtime.conf
        systemctl daemon-reload
        systemctl start user@1000.service
        """;

    [Fact]
    public async Task The_unit_of_a_module_allocates_its_ports_before_dependent_units_start()
    {
        await using var host = await StartAsync();
        await AsUserAsync(host, """
            mkdir --parents ~/.config/labelhook/modules
            echo IMAGE=/usr/share/labelhook/samples/two-ports.yaml > ~/.config/labelhook/modules/web7.conf
            systemctl --user start labelhook@web7.service
            """);

        Assert.EndsWith("=20001-20002", await host.ReadAsync(Modules + "/web7/environment"), StringComparison.Ordinal);
        Assert.Equal("1000", await host.ShellAsync($"stat --format %u {Modules}/web7/environment"));
    }

    [Fact]
    public async Task An_image_that_arrives_in_the_users_store_is_a_module()
    {
        await using var host = await StartAsync();
        await AsUserAsync(host, $"""
            mkdir --parents {Path.GetDirectoryName(Store)}
            systemctl --user enable --now --quiet labelhook-scan.path labelhook-scan.timer
            """);

        // Made by root, because user namespaces need more than the tree has.
        await host.ShellAsync($"""
            printf 'FROM scratch\nLABEL org.nethserver.tcp-ports-demand=2\n' |
              podman build --quiet --tag localhost/web:1 -
            cp --archive /var/lib/containers/storage {Home}
            chown --recursive alice: {Home}/storage
            mv {Home}/storage {Store}
            for i in $(seq 300); do test ! -e {Modules}/web1/environment || exit 0; sleep 0.1; done
            journalctl --no-pager --lines 50
            exit 1
            """);

        Assert.EndsWith("=20001-20002", await host.ReadAsync(Modules + "/web1/environment"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Systemd_verifies_the_units()
    {
        await using var host = await StartAsync();

        const string Verify = "verify --man=no labelhook* 2>&1";
        Assert.Equal("", await AsUserAsync(host, "cd /usr/lib/systemd/user; systemd-analyze --user " + Verify));
        Assert.Equal("", await host.ShellAsync("cd /usr/lib/systemd/system; systemd-analyze " + Verify));
    }

    private async Task<PackagedHost> StartAsync()
    {
        var host = await PackagedHost.StartAsync(packages, DebianTree.Trixie);
        try
        {
            await host.InstallAsync(PackagedHost.Package);
            await host.ShellAsync(Login);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    private static async Task<string> AsUserAsync(PackagedHost host, string script)
    {
        string[] user = ["setpriv", "--reuid=alice", "--regid=alice", "--init-groups"];
        string[] variables = ["HOME=" + Home, "PATH=/usr/bin:/bin", "XDG_RUNTIME_DIR=/run/user/1000"];
        string[] shell = ["env", "--ignore-environment", .. variables, "sh", "-euc", script];
        return (await host.System.OutputAsync([.. user, .. shell])).Trim();
    }
}
