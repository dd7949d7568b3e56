using System.Diagnostics;
using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Ports;

// A registry in doubt is left as it is, for a person to look at: whatever were done with it could hand out a port
// twice.
public sealed class BadStateTests
{
    private const string HoldDatabase = """
        import sqlite3, sys
        connection = sqlite3.connect(sys.argv[1], isolation_level=None)
        connection.execute("BEGIN EXCLUSIVE")
        print("held", flush=True)
        sys.stdin.read()
        """;

    public static TheoryData<string, string> Rows =>
        new(
            BadState.All.Keys.SelectMany(
                _ => (string[])["install", "remove", "allocate"], (name, command) => (name, command)));

    public static TheoryData<string> Commands => ["install", "remove", "allocate"];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_command_rejects_a_database_that_is(string name, string command)
    {
        RealPart.RequireProgram("sqlite3", "sqlite3");
        await using var node = await SharedNode.StartWithModuleAsync();
        await node.ShellAsync("cd state; " + BadState.All[name]);
        var before = await node.SnapshotAsync();

        var result = await RunAsync(node, command);

        result.AssertComplainsAbout(node.Database);
        Assert.Equal(before, await node.SnapshotAsync());
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_times_out_if_another_process_locks_the_database(string command)
    {
        RealPart.RequireProgram("python3", "python3");
        await using var node = await SharedNode.StartWithModuleAsync();
        var before = await node.SnapshotAsync();
        using var holder = Process.Start(new Command("python3").StartInfo("-c", HoldDatabase, node.Database))!;
        Assert.Equal("held", await holder.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        var result = await RunAsync(node, command, "--timeout", "1");
        holder.StandardInput.Close();
        await holder.WaitForExitAsync(TestContext.Current.CancellationToken);

        result.AssertComplainsAbout(node.Database);
        Assert.Equal(before, await node.SnapshotAsync());
        (await RunAsync(node, command)).Succeeded();
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task An_ordinary_user_is_told_that_the_state_folder_is_not_writable(string command)
    {
        await using var node = await SharedNode.StartWithModuleAsync(Caller.ModuleUser);
        await node.ShellAsync("chmod -R a-w state");
        var before = await node.SnapshotAsync();

        var result = await RunAsync(node, command);

        result.AssertComplainsAbout(node.State);
        Assert.Equal(before, await node.SnapshotAsync());
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Root_is_told_that_the_state_folder_is_mounted_read_only(string command)
    {
        await using var node = await SharedNode.StartWithModuleAsync();
        var before = await node.SnapshotAsync();

        // The mount is in a namespace of its own and ends with the program.
        const string Mounted = "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec \"$@\"";
        string[] line =
        [
            "--mount", "--propagation", "private", "sh", "-c", Mounted, node.State, node.Program,
            .. Arguments(node, command), "--state", node.State,
        ];
        var result = await new Command("unshare").RunAsync(line);

        result.AssertComplainsAbout(node.State);
        Assert.Equal(before, await node.SnapshotAsync());
    }

    [Theory]
    [InlineData(Caller.Root)]
    [InlineData(Caller.ModuleUser)]
    public async Task A_state_folder_that_is_a_file_is_rejected(Caller caller)
    {
        await using var node = await SharedNode.StartAsync(caller);
        await node.ShellAsync("rmdir state; echo mine >state");
        var labels = node.Labels(2);
        var before = await node.SnapshotAsync();

        var result = await node.RunAsync("install", "m1", labels);

        result.AssertComplainsAbout(node.State);
        Assert.Equal(before, await node.SnapshotAsync());
    }

    [Fact]
    public async Task A_missing_state_folder_is_created()
    {
        await using var node = await SharedNode.StartAsync();
        await node.ShellAsync("rmdir state");

        (await node.RunAsync("install", "m1", node.Labels(2))).Succeeded();

        Assert.True(File.Exists(node.Database));
        Assert.True(File.Exists(Path.Join(node.State, "modules/m1/environment")));
    }

    private static Task<CommandResult> RunAsync(SharedNode node, string command, params string[] options)
    {
        var arguments = Arguments(node, command);
        return node.RunAsync(arguments[0], [.. arguments[1..], .. options]);
    }

    private static string[] Arguments(SharedNode node, string command) => command switch
    {
        "install" => ["install", "m2", node.Labels(2)],
        "remove" => ["remove", "m1"],
        _ => ["allocate", "m1", "2", "--protocol", "tcp"],
    };
}
