using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.PowerCuts;

// Checks the harness: it detects writers that omit a step, and accepts those that omit none.
public static class CarelessWriterTests
{
    private const string Python = "/usr/bin/python3";

    private const string RegistryWriter = """
        import os, sqlite3, sys
        path, journal, synchronous, sql = sys.argv[1:]
        database = sqlite3.connect(path, isolation_level=None)
        if journal == "WAL":
            database.execute("PRAGMA locking_mode = EXCLUSIVE")  # no memory that is shared through a file
        database.execute(f"PRAGMA journal_mode = {journal}")
        database.execute(f"PRAGMA synchronous = {synchronous}")
        database.execute(sql)
        os._exit(0)  # with the connection open: closing it would bring the log home
        """;

    private const string FileWriter = """
        import os, sys
        path, omitted = sys.argv[1:]
        folder = os.path.dirname(path)

        def sync(path):
            descriptor = os.open(path, os.O_RDONLY)
            os.fsync(descriptor)
            os.close(descriptor)

        if not os.path.exists(folder):
            os.mkdir(folder)
            if omitted != "sync above":
                sync(os.path.dirname(folder))
        text = "COLOUR=blue\n"
        if os.path.exists(path):
            with open(path) as file:
                text = file.read() + text
        new = path if omitted == "second file" else path + ".new"
        with open(new, "w") as file:
            file.write(text)
            file.flush()
            if omitted != "sync of the file":
                os.fsync(file.fileno())
        if new != path:
            os.rename(new, path)
        if omitted != "sync of the folder":
            sync(folder)
        """;

    [Theory]
    [InlineData("DELETE", "EXTRA", "")]
    [InlineData("WAL", "FULL", "")]
    [InlineData("DELETE", "FULL", "forgotten commit")]
    [InlineData("DELETE", "OFF", "damaged database")]
    [InlineData("WAL", "NORMAL", "forgotten commit")]
    public static async Task A_database_is_safe_only_if_each_commit_is_fully_synced(
        string journal, string synchronous, string verdict) =>
        await WriteRegistryAsync(journal, synchronous, "INSERT INTO TCP_PORTS VALUES (25000, 25000, 'm9')", verdict);

    [Fact]
    public static async Task Ports_are_safe_only_if_they_are_released_after_the_file_was_written() =>
        await WriteRegistryAsync(
            "DELETE", "EXTRA", "DELETE FROM TCP_PORTS WHERE module = 'm1'", "port that is not held");

    [Theory]
    [InlineData("m1", "", "")]
    [InlineData("m9", "", "")]
    [InlineData("m1", "second file", "torn environment file")]
    [InlineData("m1", "sync of the file", "torn environment file")]
    [InlineData("m1", "sync of the folder", "forgotten environment file")]
    [InlineData("m9", "sync above", "forgotten environment file")]
    public static async Task An_environment_file_is_safe_only_if_no_step_is_left_out(
        string module, string omitted, string verdict)
    {
        await using var trial = await StartAsync();

        await trial.CutAsync(
            new Command(Python), ["-c", FileWriter, Path.Join(trial.State, "modules", module, "environment"), omitted]);

        AssertVerdict(trial, verdict);
    }

    private static async Task WriteRegistryAsync(string journal, string synchronous, string sql, string verdict)
    {
        await using var trial = await StartAsync();

        await trial.CutAsync(
            new Command(Python),
            ["-c", RegistryWriter, Path.Join(trial.State, "ports.sqlite"), journal, synchronous, sql]);

        AssertVerdict(trial, verdict);
    }

    // A node with one module for the writers. The seed is fixed, because nothing here depends on chance.
    private static async Task<PowerCutTrial> StartAsync()
    {
        RealPart.RequireProgram(Python, "python3");
        var trial = new PowerCutTrial(seed: 1, PowerCutFigures.FastBound, sampled: 0);
        await trial.PrepareAsync(
            PowerCutTests.Program(trial), PowerCutTests.Arguments(trial, ["install", "m1", "t3u2.yaml"]));
        return trial;
    }

    private static void AssertVerdict(PowerCutTrial trial, string verdict)
    {
        if (verdict.Length == 0)
            Assert.Empty(trial.Broken);
        else
            Assert.Contains(trial.Broken, what => what.Contains(verdict, StringComparison.Ordinal));
    }
}
