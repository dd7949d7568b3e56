using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;
using LabelHook.Acceptance.Python;

namespace LabelHook.Acceptance.Checks;

// A registry that is gone comes back from what the modules were told; a person is asked wherever two of them say
// different things.
public sealed class AdoptTests
{
    [Fact]
    public async Task A_lost_database_is_reported_then_adopted_and_install_keeps_the_ports()
    {
        await using var node = await SharedNode.StartWithModuleAsync();
        var file = Path.Join(node.State, "modules/m1/environment");
        var (before, list) = (
            await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), await PortsAsync(node));
        await node.ShellAsync("rm state/ports.sqlite");

        (await node.RunAsync("install", "m2", node.Labels(2))).AssertComplainsAbout(file, "labelhook adopt");
        var lost = await node.SnapshotAsync();
        var dry = (await node.RunAsync("adopt", "--dry-run")).Succeeded();
        Assert.Equal(lost, await node.SnapshotAsync());
        var adopted = (await node.RunAsync("adopt")).Succeeded();

        Assert.Equal($"MODULE  PROTOCOL  PORTS        FROM\nm1      tcp       20001-20003  {file}\n", adopted.Output);
        Assert.Equal(dry.Output, adopted.Output);
        Assert.Equal(list, await PortsAsync(node));
        (await node.RunAsync("install", "m1", node.Labels(3))).Succeeded();
        Assert.Equal(before, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.Contains(
            "TCP_PORT=20004\n",
            (await node.RunAsync("install", "m2", node.Labels(2))).Succeeded().Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_adoption_writes_nothing()
    {
        await using var node = await SharedNode.StartWithModuleAsync();
        await node.ShellAsync("rm state/ports.sqlite");
        (await node.RunAsync("adopt")).Succeeded();
        var before = await node.SnapshotAsync();

        var again = (await node.RunAsync("adopt")).Succeeded();

        Assert.Equal("labelhook: nothing to adopt: the ports database already has everything\n", again.Errors);
        Assert.Equal(before, await node.SnapshotAsync());
    }

    [Fact]
    public async Task Conflicting_files_are_reported_one_per_line_and_nothing_is_written()
    {
        await using var node = await SharedNode.StartWithModuleAsync();
        await node.ShellAsync("""
            rm state/ports.sqlite
            mkdir state/modules/m2 state/modules/m3 state/modules/m4
            echo TCP_PORT=20003 >state/modules/m2/environment
            printf 'TCP_PORT=20010\nTCP_PORTS=20011\n' >state/modules/m3/environment
            mkfifo state/modules/m4/environment
            """);
        var before = await node.SnapshotAsync();

        var result = (await node.RunAsync("adopt")).Failed();

        var lines = result.Errors.TrimEnd('\n').Split('\n').Order(StringComparer.Ordinal).ToList();
        Assert.Equal(3, lines.Count);
        Assert.StartsWith(
            $"labelhook: environment file \"{node.State}/modules/m3/environment\" cannot be adopted: "
                + "TCP_PORTS=\"20011\" and TCP_PORT=\"20010\"",
            lines[0],
            StringComparison.Ordinal);
        Assert.Contains("it is a FIFO", lines[1], StringComparison.Ordinal);
        Assert.Contains($"{node.State}/modules/m1/environment", lines[2], StringComparison.Ordinal);
        Assert.Contains($"{node.State}/modules/m2/environment", lines[2], StringComparison.Ordinal);
        Assert.Equal(before, await node.SnapshotAsync());
    }

    [Theory]
    [InlineData("mkfifo environment")]
    [InlineData("mkdir environment")]
    [InlineData("ln -s /dev/zero environment")]
    [InlineData("ln -s /etc/shadow environment")]
    [InlineData("printf 'TCP_PORT=20002\\0\n' >environment")]
    [InlineData("head --bytes=600K /dev/zero >environment")]
    [InlineData("printf 'TCP_PORT=20002\nTCP_PORTS_RANGE=20002-45000\n' >environment")]
    public async Task A_hostile_file_does_not_stop_the_adoption_of_other_modules(string deed)
    {
        await using var node = await SharedNode.StartAsync();
        await node.ShellAsync(
            $"install -d -o {SharedNode.ModuleUser} users/evil1; install -d users/good1; echo environment-file: "
                + "$PWD/users/{module}/environment >etc/c.yaml");
        var configuration = Path.Join(node.State, "../etc/c.yaml");
        (await node.RunAsync("install", "good1", node.Labels(1), "--config", configuration)).Succeeded();
        (await node.RunAsync("install", "evil1", node.Labels(1), "--config", configuration)).Succeeded();
        await node.ShellAsync(
            $"rm state/ports.sqlite users/evil1/environment; cd users/evil1; setpriv --reuid={SharedNode.ModuleUser} "
                + $"--clear-groups sh -c '{deed.Replace("'", "'\\''", StringComparison.Ordinal)}'");

        var dry = (await node.RunAsync("adopt", "--dry-run", "--config", configuration)).Failed();
        var result = (await node.RunAsync("adopt", "--config", configuration)).Failed();

        Assert.Equal(dry.Output, result.Output);
        Assert.Contains("users/evil1/environment", result.Errors, StringComparison.Ordinal);
        Assert.Equal("MODULE PROTOCOL PORTS\ngood1 tcp 20001", await PortsAsync(node));
        Assert.Contains(
            "TCP_PORT=20002\n",
            (await node.RunAsync("install", "m3", node.Labels(2))).Succeeded().Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_skipped_module_is_adopted_once_it_is_accepted()
    {
        await using var node = await SharedNode.StartWithModuleAsync();
        await node.ShellAsync(
            "rm state/ports.sqlite; echo TCP_PORTS_RANGE=20010-20030 >state/modules/m1/environment; chown "
                + $"{SharedNode.ModuleUser} state/modules/m1");

        var waiting = (await node.RunAsync("adopt", "--json")).Failed().Json;
        var accepted = (await node.RunAsync("adopt", "--accept", "m1")).Succeeded();

        Assert.Equal("LH3401", waiting.GetProperty("errors")[0].GetProperty("code").GetString());
        Assert.Contains("20010-20030", accepted.Output, StringComparison.Ordinal);
        (await node.RunAsync("adopt", "--accept", "m2")).AssertComplainsAbout("m2");
    }

    [Fact]
    public async Task A_database_of_NS8_is_adopted_and_not_changed()
    {
        await using var upstream = new PythonNode();
        await upstream.MakeNs8DatabaseAsync("""
            INSERT INTO TCP_PORTS VALUES (20000, 20003, 'mail1'), (20004, 20005, 'a1'), (20005, 20006, 'b1'), (2, 0, 'odd1');
            INSERT INTO UDP_PORTS VALUES (20000, 20000, 'mail1')
            """);
        await using var node = new Node();
        var before = await upstream.SnapshotAsync();

        var result = (await node.RunAsync("adopt", upstream.Database, "--json")).Succeeded().Json;

        Assert.Equal(
            ["mail1 tcp 20000", " tcp 20004", "mail1 udp 20000"],
            result.GetProperty("adopted").EnumerateArray().SelectMany(adopted =>
                ((string[])["tcp", "udp"]).SelectMany(protocol =>
                adopted.GetProperty(protocol).EnumerateArray()
                    .Select(block => $"{adopted.GetProperty("module")} {protocol} {block.GetProperty("start")}"))));
        Assert.Equal(2, result.GetProperty("warnings").GetArrayLength());
        Assert.Equal(before, await upstream.SnapshotAsync());
        Assert.False(
            (await node.RunAsync("adopt", upstream.Database, "--json")).Succeeded().Json.GetProperty("changed")
                .GetBoolean());
    }

    [Fact]
    public async Task The_database_of_a_host_with_NS8_is_found()
    {
        RealPart.RequireProgram("sqlite3", "sqlite3");
        await using var node = await SharedNode.StartAsync();
        const string Script = """
            mount -t tmpfs none /var/lib
            mkdir -p /var/lib/nethserver/node/state
            sqlite3 /var/lib/nethserver/node/state/ports.sqlite 'CREATE TABLE TCP_PORTS (start, end, module); CREATE TABLE UDP_PORTS (start, end, module); INSERT INTO TCP_PORTS VALUES (20007, 20007, "mail1")'
            exec "$0" adopt --state "$1"
            """;

        var result = await new Command("unshare").RunAsync(
            "--mount", "--propagation", "private", "sh", "-euc", Script, node.Program, node.State);

        Assert.Contains(
            "mail1   tcp       20007  /var/lib/nethserver/node/state/ports.sqlite\n",
            result.Succeeded().Output,
            StringComparison.Ordinal);
        Assert.Contains("mail1", await PortsAsync(node), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere", "is missing or empty")]
    [InlineData("text", "not a SQLite database")]
    public async Task A_file_that_is_not_a_database_is_rejected(string name, string reason)
    {
        await using var node = await SharedNode.StartWithModuleAsync();
        await node.ShellAsync("seq 5000 >etc/text");
        var before = await node.SnapshotAsync();

        (await node.RunAsync("adopt", Path.Join(node.State, "../etc", name))).AssertComplainsAbout(name, reason);

        Assert.Equal(before, await node.SnapshotAsync());
    }

    [Fact]
    public async Task An_ordinary_user_adopts_own_files_and_is_told_which_are_unreadable()
    {
        await using var node = await SharedNode.StartWithModuleAsync(Caller.ModuleUser);
        await node.ShellAsync(
            "rm state/ports.sqlite; mkdir state/modules/m2; echo TCP_PORT=20009 >state/modules/m2/environment; chmod "
                + "0 state/modules/m2/environment");

        var result = (await node.RunAsync("adopt")).Failed();

        Assert.Contains("m2/environment\" cannot be used: permission denied", result.Errors, StringComparison.Ordinal);
        Assert.Contains("20001-20003", await PortsAsync(node), StringComparison.Ordinal);
    }

    private static async Task<string> PortsAsync(SharedNode node) =>
        string.Join(
            '\n',
            (await node.RunAsync("list")).Succeeded().Lines.Select(
                line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(3))));
}
