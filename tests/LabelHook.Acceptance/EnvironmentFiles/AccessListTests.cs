using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.EnvironmentFiles;

// Users with access to an environment file by an access control list keep it after an update, and nobody else gets it.
public sealed class AccessListTests
{
    private const string Give = """
        import os, struct, sys
        entries = [(1, 6, 2**32 - 1), (2, 4, 30002), (4, 0, 2**32 - 1), (16, 4, 2**32 - 1), (32, 0, 2**32 - 1)]
        os.setxattr(sys.argv[1], "system.posix_acl_access", struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries))
        os.setxattr(sys.argv[1], "user.note", b"kept")
        """;

    [Fact]
    public async Task The_list_and_user_attributes_survive_an_update()
    {
        await using var node = await StartAsync();

        (await node.RunAsync("install", "m1", node.Labels(3))).Succeeded();

        Assert.Equal(0, (await ReadAsync(node, user: SharedNode.ThirdUser, group: SharedNode.ThirdUser)).ExitCode);
        Assert.NotEqual(0, (await ReadAsync(node, user: 30_003, group: SharedNode.ModuleUser)).ExitCode);
        Assert.Equal(
            "kept",
            await new Command("python3").OutputAsync(
                "-c", "import os, sys; print(os.getxattr(sys.argv[1], 'user.note').decode())", node.EnvironmentFile));
    }

    [Theory]
    [InlineData("EPERM", "operation not permitted")]
    [InlineData("EOPNOTSUPP", "operation not supported")]
    public async Task Losing_the_list_causes_a_warning_and_grants_nobody_access(
        string error, string words)
    {
        RealPart.RequireProgram("strace", "strace");
        await using var node = await StartAsync();

        var install = await new Command("strace").RunAsync(
            "-f", "-o", "/dev/null", "-e", $"inject=fsetxattr:error={error}", node.Program, "install", "m1",
            node.Labels(3), "--state", node.State);

        install.Succeeded();
        Assert.Contains(
            $"was replaced but lost its access control list ({words})", install.Errors, StringComparison.Ordinal);
        Assert.Contains(
            $"was replaced but lost its attribute user.note ({words})", install.Errors, StringComparison.Ordinal);
        Assert.NotEqual(0, (await ReadAsync(node, user: 30_003, group: SharedNode.ModuleUser)).ExitCode);
        Assert.Equal("600", await new Command("stat").OutputAsync("--format=%a", node.EnvironmentFile));
    }

    private static async Task<SharedNode> StartAsync()
    {
        RealPart.RequireProgram("python3", "python3");
        var node = await SharedNode.StartAsync();
        await node.ShellAsync("chmod 755 home");
        (await node.RunAsync("install", "m1", node.Labels(2), "--env-file", node.EnvironmentFile)).Succeeded();
        await new Command("python3").OutputAsync("-c", Give, node.EnvironmentFile);
        return node;
    }

    private static Task<CommandResult> ReadAsync(SharedNode node, int user, int group) =>
        new Command("setpriv").RunAsync(
            $"--reuid={user}", $"--regid={group}", "--clear-groups", "--", "cat", node.EnvironmentFile);
}
