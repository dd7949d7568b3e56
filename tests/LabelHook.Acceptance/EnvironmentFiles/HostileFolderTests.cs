using LabelHook.Acceptance.Nodes;

namespace LabelHook.Acceptance.EnvironmentFiles;

// A folder of another user can contain anything, and must not mislead root. A rejection changes nothing.
public sealed class HostileFolderTests
{
    public static TheoryData<string, Caller> Rows =>
        new(HostileFolder.All.Keys.SelectMany(name => Enum.GetValues<Caller>(), (name, caller) => (name, caller)));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Install_rejects_it_with_a_sentence_and_changes_nothing(string name, Caller caller)
    {
        var hostile = HostileFolder.All[name];
        await using var node = await SharedNode.StartAsync(caller);
        (await node.RunAsync("install", "m0", node.Labels(1))).Succeeded();
        await (hostile.ByRoot ? node.ShellAsync("cd home; " + hostile.Script) : node.ShellAtHomeAsync(hostile.Script));
        var labels = node.Labels(2);
        var before = await node.SnapshotAsync();

        var install = await node.RunAsync("install", "m1", labels, "--env-file", Path.Join(node.Home, hostile.File));

        install.AssertComplainsAbout(Path.Join(node.Home, hostile.Named));
        Assert.Equal(before, await node.SnapshotAsync());
    }

    [Theory]
    [InlineData(Caller.Root)]
    [InlineData(Caller.ModuleUser)]
    public async Task Install_times_out_if_another_process_holds_the_lock(Caller caller)
    {
        await using var node = await SharedNode.StartAsync(caller);
        (await node.RunAsync("install", "m0", node.Labels(1))).Succeeded();
        await node.ShellAtHomeAsync("echo A=1 >environment; : >.environment.lock");
        var labels = node.Labels(2);
        var before = await node.SnapshotAsync();

        // On Unix, .NET refuses to share by flock(2).
        await using (File.Open(Path.Join(node.Home, ".environment.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            (await node.RunAsync(
                "install", "m1", labels, "--env-file", node.EnvironmentFile, "--timeout", "1")).AssertComplainsAbout(
                node.Home, "busy");

        Assert.Equal(before, await node.SnapshotAsync());
        (await node.RunAsync("install", "m1", labels, "--env-file", node.EnvironmentFile)).Succeeded();
    }
}
