using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Ports;

// A writer that is killed during its commit leaves a journal. The next process rolls it back, even if it only reads.
public static class KilledWriterTests
{
    [Fact]
    public static async Task The_database_of_a_killed_writer_can_be_read()
    {
        RealPart.RequireProgram("strace", "strace");
        await using var node = await SharedNode.StartWithModuleAsync();
        var strace = new Command("strace");

        var killed = await strace.RunAsync(
            "-f", "-o", "/dev/null", "-P", node.Database, "-e", "trace=pwrite64", "-e",
            "inject=pwrite64:signal=KILL:when=2",
            node.Program, "allocate", "m2", "4", "--protocol", "tcp", "--state", node.State);

        Assert.NotEqual(0, killed.ExitCode);
        Assert.True(
            new FileInfo(node.Database + "-journal").Length > 0,
            "the writer was to be killed while its journal was hot");
        Assert.Contains("m1", (await node.RunAsync("list")).Succeeded().Output, StringComparison.Ordinal);
        Assert.DoesNotContain("m2", (await node.RunAsync("list")).Succeeded().Output, StringComparison.Ordinal);
    }
}
