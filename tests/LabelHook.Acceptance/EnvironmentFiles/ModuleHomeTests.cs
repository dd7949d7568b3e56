using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.EnvironmentFiles;

// Files that root writes into the home of a module belong to its user, and nothing else there changes.
public sealed class ModuleHomeTests
{
    // A quoted value, a blank line, a variable twice, one without a name for ports, and no line feed at the end.
    private const string Foreign = "# made by hand\nZ=\"a b\"\n\nTCP_PORTAL=x\nA=1\nA=2\nEND=here";

    [Fact]
    public async Task A_new_file_belongs_to_the_owner_of_the_folder_and_is_readable_by_all()
    {
        await using var node = await SharedNode.StartAsync();
        await node.ShellAsync($"chgrp {SharedNode.ThirdUser} home");

        await InstallAsync(node, tcpPorts: 1);

        Assert.Equal(
            $"{SharedNode.ModuleUser}:{SharedNode.ThirdUser} 644 regular file",
            await StatusAsync(node, "environment", "%u:%g %a %F"));
    }

    [Fact]
    public async Task The_lock_belongs_to_the_owner_of_the_folder()
    {
        await using var node = await SharedNode.StartAsync();

        await InstallAsync(node, tcpPorts: 1);

        Assert.StartsWith(
            $"{SharedNode.ModuleUser}:{SharedNode.ModuleUser} ",
            await StatusAsync(node, ".environment.lock", "%u:%g %a"),
            StringComparison.Ordinal);
        await node.ShellAtHomeAsync("flock --nonblock --exclusive .environment.lock true; echo >>.environment.lock");
    }

    [Fact]
    public async Task Only_the_file_and_its_lock_are_left_in_the_folder()
    {
        await using var node = await SharedNode.StartAsync();

        await InstallAsync(node, tcpPorts: 1);

        Assert.Equal(
            [".environment.lock", "environment"],
            Directory.EnumerateFileSystemEntries(node.Home).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_existing_file_keeps_its_owner_and_its_mode()
    {
        await using var node = await SharedNode.StartAsync();
        await node.ShellAsync(
            $"echo A=1 >home/environment; chown {SharedNode.ModuleUser}:{SharedNode.ThirdUser} home/environment; "
                + "chmod 640 home/environment");

        await InstallAsync(node, tcpPorts: 1);

        Assert.Equal(
            $"{SharedNode.ModuleUser}:{SharedNode.ThirdUser} 640", await StatusAsync(node, "environment", "%u:%g %a"));
    }

    [Fact]
    public async Task Other_lines_are_kept_byte_for_byte()
    {
        await using var node = await SharedNode.StartAsync();
        await node.ShellAtHomeAsync($"printf %s '{Foreign}' >environment");

        var printed = await InstallAsync(node, tcpPorts: 3);

        Assert.Equal(3, VariableLines.OfLines(printed).Count);
        Assert.Equal(
            $"{Foreign}\n{printed}",
            await File.ReadAllTextAsync(node.EnvironmentFile, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_second_run_changes_neither_file_nor_database()
    {
        await using var node = await SharedNode.StartAsync();
        await node.ShellAtHomeAsync($"printf %s '{Foreign}' >environment");
        await InstallAsync(node, tcpPorts: 3);
        var before = (
            await node.SnapshotAsync(),
            await StatusAsync(node, "environment", "%i %y %z"),
            await StatusAsync(node, "../state/ports.sqlite", "%i %y %z"));

        await InstallAsync(node, tcpPorts: 3);

        Assert.Equal(
            before,
            (
                await node.SnapshotAsync(),
                await StatusAsync(node, "environment", "%i %y %z"),
                await StatusAsync(node, "../state/ports.sqlite", "%i %y %z")));
    }

    [Theory]
    [InlineData(1, new[] { "TCP_PORT" })]
    [InlineData(5, new[] { "TCP_PORT", "TCP_PORTS", "TCP_PORTS_RANGE" })]
    [InlineData(9, new[] { "TCP_PORT", "TCP_PORTS_RANGE" })]
    [InlineData(0, new string[0])]
    public async Task A_changed_demand_changes_only_the_lines_of_ports(int tcpPorts, string[] names)
    {
        await using var node = await SharedNode.StartAsync();
        await node.ShellAtHomeAsync($"printf %s '{Foreign}' >environment");
        await InstallAsync(node, tcpPorts: 3);

        var printed = await InstallAsync(node, tcpPorts);

        Assert.Equal(names, VariableLines.OfLines(printed).Keys);
        Assert.Equal(
            $"{Foreign}\n{printed}",
            await File.ReadAllTextAsync(node.EnvironmentFile, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Remove_deletes_the_ports_from_the_file_and_keeps_other_lines()
    {
        await using var node = await SharedNode.StartAsync();
        await node.ShellAtHomeAsync($"printf %s '{Foreign}' >environment");
        await InstallAsync(node, tcpPorts: 3);

        (await node.RunAsync("remove", "m1")).Succeeded();

        Assert.Equal(
            Foreign + "\n", await File.ReadAllTextAsync(node.EnvironmentFile, TestContext.Current.CancellationToken));
    }

    private static async Task<string> InstallAsync(SharedNode node, int tcpPorts) =>
        (await node.RunAsync(
            "install", "m1", node.Labels(tcpPorts), "--env-file", node.EnvironmentFile)).Succeeded().Output;

    private static Task<string> StatusAsync(SharedNode node, string file, string format) =>
        new Command("stat").OutputAsync("--format", format, Path.Join(node.Home, file));
}
