using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.EnvironmentFiles;

// A file that cannot be replaced for any reason is rejected before the ports database changes.
public sealed class StuckFileTests
{
    private static readonly Dictionary<string, (string Make, string Undo, string Words)> Kinds =
        new(StringComparer.Ordinal)
        {
            ["a file that is mounted"] = (
            "cp home/environment other; mount --bind other home/environment",
            "umount home/environment",
            "is a mount point"),
            ["a file that is mounted read-only"] = (
            "mount --bind home/environment home/environment; mount -o remount,bind,ro home/environment",
            "umount home/environment",
            "is a mount point"),
            ["a folder that is mounted read-only"] = (
            "mount --bind home home; mount -o remount,bind,ro home", "umount home", "read-only file system"),
            ["an immutable file"] = ("chattr +i home/environment", "chattr -i home/environment", "immutable"),
            ["a file that is appended to only"] = (
            "chattr +a home/environment", "chattr -a home/environment", "appended to"),
            ["an immutable folder"] = ("chattr +i home", "chattr -i home", "immutable"),
            ["a folder that is added to only"] = ("chattr +a home", "chattr -a home", "added to"),
            ["a full disk"] = (
            "mkdir full; mount -t tmpfs -o size=64k tmpfs full; cp -a home/. full; cat /dev/zero >full/filler || "
                + "true; mount --move full home",
            "umount home",
            "no space left"),
        };

    public static TheoryData<string, string> Rows => new(
        from kind in Kinds.Keys
        from command in (string[])["install", "allocate", "deallocate", "remove"]
        where !kind.Contains("full", StringComparison.Ordinal) || command is "install" or "allocate"
        select (kind, command));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task The_reason_is_reported_and_nothing_is_changed(string kind, string command)
    {
        var (make, undo, words) = Kinds[kind];
        await using var node = await SharedNode.StartAsync();
        (await node.RunAsync("install", "m1", node.Labels(2), "--env-file", node.EnvironmentFile)).Succeeded();
        var larger = node.Labels(3);
        var before = await node.RunAsync("list");
        await node.ShellAsync("echo A=1 >>home/environment; umask 022; " + make);
        try
        {
            var result = command switch
            {
                "install" => await node.RunAsync("install", "m1", larger),
                "allocate" => await node.RunAsync("allocate", "m1", "3", "--protocol", "tcp"),
                "deallocate" => await node.RunAsync("deallocate", "m1", "--protocol", "tcp"),
                _ => await node.RunAsync("remove", "m1"),
            };

            result.AssertComplainsAbout(node.Home, words);
            Assert.DoesNotContain("changed already", result.Errors, StringComparison.Ordinal);
            Assert.Equal(Blocks(before), Blocks(await node.RunAsync("list")));
        }
        finally
        {
            await node.ShellAsync(undo);
        }

        (await node.RunAsync("install", "m1", larger)).Succeeded();
    }

    [Fact]
    public async Task A_mounted_file_that_does_not_change_is_accepted()
    {
        await using var node = await SharedNode.StartAsync();
        (await node.RunAsync("install", "m1", node.Labels(2), "--env-file", node.EnvironmentFile)).Succeeded();
        await node.ShellAsync("cp home/environment other; mount --bind other home/environment");

        (await node.RunAsync("install", "m1", node.Labels(2))).Succeeded();
        (await node.RunAsync("install", "m1", node.Labels(3), "--dry-run")).AssertComplainsAbout("is a mount point");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_created_is_reported_with_the_reason()
    {
        await using var node = await SharedNode.StartAsync(Caller.ModuleUser);
        (await node.RunAsync("install", "m0", node.Labels(1))).Succeeded();
        await node.ShellAsync("chown 0:0 state/modules; chmod 755 state/modules");

        var denied = await node.RunAsync("install", "m1", node.Labels(1));

        denied.AssertComplainsAbout("permission denied");
        Assert.DoesNotContain("no such file", denied.Errors, StringComparison.Ordinal);

        await node.ShellAsync("mount --bind state/modules state/modules; mount -o remount,bind,ro state/modules");
        var asRoot = await LabelHookProgram.Command.RunAsync("install", "m1", node.Labels(1), "--state", node.State);
        asRoot.AssertComplainsAbout("read-only file system");
    }

    // The columns of ports; the path of the file differs.
    private static string Blocks(CommandResult list) => string.Join(
        '\n',
        list.Succeeded().Lines
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(3))));
}
