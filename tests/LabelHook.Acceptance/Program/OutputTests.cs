namespace LabelHook.Acceptance.Program;

// What becomes of the result, wherever standard output goes.
public sealed class OutputTests : IAsyncDisposable
{
    // More than a pipe holds.
    private const int Blocks = 3000;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_result_that_cannot_be_printed_is_an_error()
    {
        var result = await ShellAsync("$labelhook map >/dev/full");

        Assert.Equal(
            "labelhook: done, but the result could not be printed: no space left on the disk\n",
            result.Failed().Errors);
    }

    [Fact]
    public async Task A_reader_may_close_the_pipe_early()
    {
        await FillAsync();

        var result = await ShellAsync("set -o pipefail; $labelhook list | head -1");

        Assert.Equal("", result.Succeeded().Errors);
        Assert.Single(result.Lines);
    }

    // A reader may have made the pipe one that does not wait; then a writer has to.
    [Fact]
    public async Task A_slow_reader_gets_all_output()
    {
        await FillAsync();
        const string Unwaiting = "import os, sys; os.set_blocking(1, False); os.execv(sys.argv[1], sys.argv[1:])";

        var result = await ShellAsync($"python3 -c '{Unwaiting}' $labelhook list | {{ sleep 1; cat; }}");

        Assert.Equal(Blocks + 1, result.Succeeded().Lines.Count);
    }

    [Fact]
    public async Task Two_runs_do_not_overwrite_the_output_of_each_other()
    {
        var once = (await ShellAsync("$labelhook map")).Succeeded().Output;

        Assert.Equal(
            once + once, (await ShellAsync("{ $labelhook map; $labelhook map; } >both; cat both")).Succeeded().Output);
    }

    [Fact]
    public async Task A_terminal_gets_only_the_lines()
    {
        RealPart.RequireProgram("script", "bsdutils");

        var result = await ShellAsync("script --quiet --return --command \"$labelhook --version\" /dev/null");

        Assert.Equal(
            (await ShellAsync("$labelhook --version")).Output, result.Succeeded().Output.ReplaceLineEndings("\n"));
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private Task<CommandResult> ShellAsync(string line) => new Command("bash")
        .In(_folder.Path)
        .With("labelhook", LabelHookProgram.Command.Program)
        .With("LABELHOOK_STATE", _folder["state"])
        .RunAsync("-c", line);

    private async Task FillAsync()
    {
        RealPart.RequireProgram("sqlite3", "sqlite3");
        var numbers = $"WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers LIMIT {Blocks - 1})";
        (await ShellAsync(
            $"$labelhook claim module0 20001 --protocol tcp && sqlite3 state/ports.sqlite '{numbers} "
                + "INSERT INTO TCP_PORTS SELECT 20001 + i, 20001 + i, \"module\" || i FROM numbers'")).Succeeded();
    }
}
