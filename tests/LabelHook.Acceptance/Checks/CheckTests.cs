using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Checks;

// Causes each finding on a real node, finds it, and repairs it where that is possible. A network namespace hides the
// host's sockets and settings.
public sealed class CheckTests
{
    private const string Listen = """
        import socket, subprocess, sys
        listener = socket.create_server(("", int(sys.argv[1])))
        sys.exit(subprocess.run(sys.argv[2:]).returncode)
        """;

    [Fact]
    public async Task A_consistent_node_is_clean_for_root_and_for_an_ordinary_user()
    {
        foreach (var caller in (Caller[])[Caller.Root, Caller.ModuleUser])
        {
            await using var node = await SharedNode.StartWithModuleAsync(caller);
            var before = await node.SnapshotAsync();

            var result = (await CheckAsync(node, caller)).Succeeded();

            Assert.Equal(("", "labelhook: clean\n"), (result.Output, result.Errors));
            Assert.Equal(before, await node.SnapshotAsync());
        }
    }

    [Theory]
    [InlineData("rm state/modules/m1/environment", "file-missing")]
    [InlineData("sed -i s/TCP_PORT=20001/TCP_PORT=20009/ state/modules/m1/environment", "file-differs")]
    [InlineData(
        "sqlite3 state/ports.sqlite \"INSERT INTO TCP_PORTS VALUES (20050, 20050, 'gone1_rsync')\"", "orphan-helper")]
    [InlineData(
        "sqlite3 state/ports.sqlite \"INSERT INTO TCP_PORTS VALUES (20050, 20050, 'm1'); INSERT INTO "
            + "labelhook_releases VALUES ('tcp', 20050, 20050, 'm1')\"",
        "release-unfinished")]
    public async Task Clear_findings_are_reported_and_repaired(string damage, string kind)
    {
        RealPart.RequireProgram("sqlite3", "sqlite3");
        await using var node = await SharedNode.StartWithModuleAsync();
        var environment = await node.ShellAsync("cat state/modules/m1/environment");
        await node.ShellAsync(damage);
        var before = await node.SnapshotAsync();

        Assert.StartsWith(kind + ": ", (await CheckAsync(node)).Failed().Output, StringComparison.Ordinal);
        Assert.Equal(before, await node.SnapshotAsync());
        var repaired = (await CheckAsync(node, Caller.Root, "--repair")).Succeeded();

        Assert.StartsWith("repaired: ", Assert.Single(repaired.Lines), StringComparison.Ordinal);
        Assert.Equal(environment, await node.ShellAsync("cat state/modules/m1/environment"));
        Assert.Equal("20001|20003|m1", await node.ShellAsync("sqlite3 state/ports.sqlite 'SELECT * FROM TCP_PORTS'"));
    }

    [Theory]
    [InlineData("sqlite3 state/ports.sqlite \"INSERT INTO TCP_PORTS VALUES (20050, 20050, 'gone1')\"", "unknown-owner")]
    [InlineData("mkdir state/modules/m2; echo TCP_PORT=20002 >state/modules/m2/environment", "ports-not-allocated")]
    [InlineData("echo '\"' >>state/modules/m1/environment", "file-unusable")]
    [InlineData("rm state/modules/m1/environment; mkfifo state/modules/m1/environment", "file-unusable")]
    [InlineData(
        "sqlite3 state/ports.sqlite \"INSERT INTO labelhook_images VALUES ('s', 'localhost/bad:1', 'x', 'nonsense')\"",
        "image-refused")]
    public async Task Findings_that_need_a_decision_are_reported_and_not_repaired(string damage, string kind)
    {
        RealPart.RequireProgram("sqlite3", "sqlite3");
        await using var node = await SharedNode.StartWithModuleAsync();
        await node.ShellAsync(damage);
        var before = await node.SnapshotAsync();

        var result = (await CheckAsync(node, Caller.Root, "--repair", "--json")).Failed();

        var finding = Assert.Single(result.Json.GetProperty("findings").EnumerateArray());
        Assert.Equal(kind, finding.GetProperty("kind").GetString());
        Assert.Equal(before, await node.SnapshotAsync());
    }

    [Fact]
    public async Task A_socket_of_another_program_is_reported_with_its_process_and_a_hidden_one_is_not_clean()
    {
        RealPart.RequireProgram("python3", "python3");
        await using var node = await SharedNode.StartWithModuleAsync();
        await node.ShellAsync("chmod -R a+rX state");
        string[] check = [node.Program, "check", "--state", node.State];
        string[] user =
            ["setpriv", $"--reuid={SharedNode.ModuleUser}", $"--regid={SharedNode.ModuleUser}", "--clear-groups", "--"];

        var root = await new Command("unshare").RunAsync(["--net", "python3", "-c", Listen, "20002", .. check]);
        var other = await new Command("unshare").RunAsync(
            ["--net", "python3", "-c", Listen, "20002", .. user, .. check]);
        var beside = await new Command("unshare").RunAsync(["--net", "python3", "-c", Listen, "20004", .. check]);

        Assert.StartsWith(
            "port-in-use-by-other: tcp port 20002 of m1 is in use by \"python3\" (process ",
            root.Failed().Output,
            StringComparison.Ordinal);
        Assert.Equal(
            "port-in-use-by-unknown: cannot see the process that uses tcp port 20002 of m1\n  run as root\n",
            other.Failed().Output);
        Assert.Equal("", beside.Succeeded().Output);
    }

    [Fact]
    public async Task The_printed_setting_keeps_the_kernel_from_using_the_ports()
    {
        await using var node = await SharedNode.StartWithModuleAsync();
        (await node.RunAsync("claim", "m1", "40000-40010", "--protocol", "tcp")).Succeeded();
        const string Script = """
            echo 32768 60999 >/proc/sys/net/ipv4/ip_local_port_range
            echo 8080,50000 >/proc/sys/net/ipv4/ip_local_reserved_ports
            "$0" check --state "$1" && exit 9
            "$0" check --state "$1" | sed -n 's/^  net.ipv4.ip_local_reserved_ports = //p' >/proc/sys/net/ipv4/ip_local_reserved_ports
            exec "$0" check --state "$1"
            """;

        var result = await new Command("unshare").RunAsync("--net", "sh", "-uc", Script, node.Program, node.State);

        Assert.EndsWith(
            "/etc/sysctl.d/90-labelhook-ports.conf:\n  net.ipv4.ip_local_reserved_ports = 8080,40000-40010,50000\n",
            result.Succeeded().Output,
            StringComparison.Ordinal);
        Assert.EndsWith("labelhook: clean\n", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_that_starts_without_its_ports_is_reported()
    {
        await using var node = await SharedNode.StartWithModuleAsync();
        const string Script = """
            mount -t tmpfs none /etc/systemd/system
            printf '[Service]\nEnvironmentFile=-%s/modules/%%i/environment\n' "$1" >/etc/systemd/system/app@.service
            exec "$0" check --state "$1"
            """;

        var result = await new Command("unshare").RunAsync(
            "--net", "--mount", "--propagation", "private", "sh", "-euc", Script, node.Program, node.State);

        Assert.StartsWith(
            "unit-ignores-missing-file: app@.service starts without the ports of m1",
            result.Failed().Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ports_that_a_script_released_are_reported_until_a_reset_allocates_them_again()
    {
        await using var node = await SharedNode.StartWithModuleAsync();
        (await node.RunAsync("allocate", "m1", "1", "--protocol", "tcp")).Succeeded();

        var installed = (await node.RunAsync("install", "m1", node.Labels(3))).Succeeded();
        var found = (await CheckAsync(node)).Failed();
        var reset = (await node.RunAsync("install", "m1", node.Labels(3), "--reset")).Succeeded();

        Assert.DoesNotContain("has what its image demands", installed.Errors, StringComparison.Ordinal);
        Assert.Contains(
            "warning: m1 has 1 tcp port, but its image demands 3", installed.Errors, StringComparison.Ordinal);
        Assert.StartsWith(
            "below-demand: m1 has 1 tcp port, but its image demands 3\n", found.Output, StringComparison.Ordinal);
        Assert.Equal("TCP_PORT=20001\nTCP_PORTS=20001,20002,20003\nTCP_PORTS_RANGE=20001-20003\n", reset.Output);
        (await CheckAsync(node)).Succeeded();
    }

    [Fact]
    public async Task A_module_in_use_is_removed_only_with_force_and_a_rejection_changes_nothing()
    {
        RealPart.RequireProgram("python3", "python3");
        await using var node = await SharedNode.StartWithModuleAsync();
        var before = await node.SnapshotAsync();
        string[] remove = [node.Program, "remove", "m1", "--state", node.State];
        const string Script = """
            mount -t tmpfs none /etc/systemd/system
            printf '[Service]\nEnvironmentFile=%s/modules/m1/environment\n' "$1" >/etc/systemd/system/app.service
            "$0" remove m1 --state "$1" || [ $? = 1 ]
            "$0" remove m1 --state "$1" --force
            "$0" check --state "$1" || true
            """;

        var open = await new Command("unshare").RunAsync(["--net", "python3", "-c", Listen, "20002", .. remove]);
        Assert.Equal(before, await node.SnapshotAsync());
        var loaded = await new Command("unshare").RunAsync(
            "--net", "--mount", "--propagation", "private", "sh", "-euc", Script, node.Program, node.State);

        open.AssertComplainsAbout("module m1 is in use: tcp port 20002 is open", "--force");
        Assert.Contains(
            $"module m1 is in use: app.service loads {node.State}/modules/m1/environment; ",
            loaded.Succeeded().Errors,
            StringComparison.Ordinal);
        Assert.Equal(
            $"20001-20003/tcp\nunit-cannot-start: app.service cannot start: {node.State}/modules/m1/environment is "
                + "missing, and \"/etc/systemd/system/app.service\" line 2 needs it\n  install m1 again, or remove "
                + "the unit\n",
            loaded.Output);
    }

    [Fact]
    public async Task A_full_disk_fails_one_repair_and_no_other_and_leaves_no_partial_change()
    {
        await using var node = await SharedNode.StartWithModuleAsync();
        await node.ShellAsync("mkdir small; mount -t tmpfs -o size=64k none small");
        await node.ShellAsync(
            $"./labelhook install m2 '{node.Labels(2)}' --state state --env-file \"$PWD/small/environment\"; rm "
                + "small/environment state/modules/m1/environment");
        await node.ShellAsync("head --bytes=1M /dev/zero >small/filler || true");

        var full = (await CheckAsync(node, Caller.Root, "--repair")).Failed();

        Assert.StartsWith("repaired: ", full.Lines[0], StringComparison.Ordinal);
        Assert.StartsWith("file-missing: ", full.Lines[1], StringComparison.Ordinal);
        Assert.Contains("not repaired: ", full.Errors, StringComparison.Ordinal);
        Assert.Equal(".environment.lock\nfiller", await node.ShellAsync("ls -A small"));
        await node.ShellAsync("rm small/filler");
        (await CheckAsync(node, Caller.Root, "--repair")).Succeeded();
        Assert.Contains("TCP_PORT=20004", await node.ShellAsync("cat small/environment"), StringComparison.Ordinal);
    }

    private static Task<CommandResult> CheckAsync(SharedNode node, Caller caller = Caller.Root, params string[] options)
    {
        string[] user = caller == Caller.Root ? [] :
        [
            "setpriv", $"--reuid={SharedNode.ModuleUser}", $"--regid={SharedNode.ModuleUser}", "--clear-groups", "--",
        ];
        return new Command("unshare").RunAsync(
            ["--net", .. user, node.Program, "check", "--state", node.State, .. options]);
    }
}
