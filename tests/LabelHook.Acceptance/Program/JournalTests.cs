namespace LabelHook.Acceptance.Program;

// Each line to the journal has its priority. Lines of a service to a file or to another program have none.
public static class JournalTests
{
    [Theory]
    [InlineData("$(stat --dereference --format=%d:%i /proc/self/fd/2)", "<3>labelhook: ")]
    [InlineData("1$(stat --dereference --format=%d:%i /proc/self/fd/2)", "labelhook: ")]
    [InlineData("$(stat --dereference --format=%d:%i /proc/self/fd/2)1", "labelhook: ")]
    [InlineData("", "labelhook: ")]
    public static async Task Priorities_are_written_if_systemd_names_the_device_and_the_inode(
        string stream, string start)
    {
        await using var folder = new TemporaryFolder();

        var result = await new Command("sh").RunAsync(
            "-c",
            $"JOURNAL_STREAM={stream} exec \"$0\" scan --engine \"unix://$1/nothing\" --state \"$1\"",
            LabelHookProgram.Command.Program,
            folder.Path);

        Assert.StartsWith(start, result.Failed().Errors, StringComparison.Ordinal);
    }
}
