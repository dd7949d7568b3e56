using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance;

// tests/tools/detect-leftovers.py, under which tests/run.sh runs all tests, sees what a test would leave behind.
public sealed class LeftoversTests
{
    // In a process namespace of its own, which ends whatever else the script would start.
    private static readonly Command Alone =
        new("unshare") { Prefix = ["--mount", "--pid", "--fork", "--mount-proc", "sh", "-c", "\"$@\"; exit $?", "sh"] };

    [Theory]
    [InlineData("true", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("mkdir \"$TMPDIR/a\"; true & wait; rmdir \"$TMPDIR/a\"", 0)]
    public async Task A_command_without_leftovers_keeps_its_exit_code(string script, int exitCode)
    {
        await using var folder = new TemporaryFolder();

        var result = await RunAsync(new Command("python3"), folder, script);

        Assert.Equal((exitCode, ""), (result.ExitCode, result.Errors));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("sleep 1000 >/dev/null 2>&1 &", "process ", "sleep 1000")]
    [InlineData("mkdir \"$TMPDIR/a b\"; mount -t tmpfs tmpfs \"$TMPDIR/a b\"", "mount ", "/a b")]
    [InlineData("touch \"$TMPDIR/a\"", "file ", "/a")]
    public async Task Leftovers_are_reported_and_removed(string script, string kind, string name)
    {
        RealPart.RequireRoot();
        await using var folder = new TemporaryFolder();

        var result = await RunAsync(Alone with { Prefix = [.. Alone.Prefix, "python3"] }, folder, script);

        var line = Assert.Single(
            result.Failed().Errors.Split('\n'),
            line => line.Contains($"left behind: {kind}", StringComparison.Ordinal));
        Assert.Contains(name, line, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static Task<CommandResult> RunAsync(Command python, TemporaryFolder folder, string script) =>
        python.With("TMPDIR", folder.Path)
            .RunAsync(Repository.At("tests/tools/detect-leftovers.py"), "sh", "-c", script);
}
