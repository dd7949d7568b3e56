using System.Globalization;
using System.Text;
using LabelHook.Acceptance.Engines;

namespace LabelHook.Acceptance.Program;

// Whoever may choose a name, a label, a file's content or an engine's answer could write escapes into it, which a
// terminal obeys: each source of such words is tried, in sentences, tables, drawings, pictures and JSON.
public sealed class ForeignWordsTests : IAsyncDisposable
{
    private const string Hostile = "a\u001b]0;x\u0007b\rc\u009b31md\u202ee\u2028f";

    // The same in JSON.
    private const string Escaped = @"a\u001b]0;x\u0007b\rc\u009b31md\u202ee\u2028f";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("inspect", Hostile)]
    [InlineData(Hostile)]
    [InlineData("--" + Hostile)]
    [InlineData("list", Hostile)]
    [InlineData("list", "--config", Hostile)]
    [InlineData("list", "--engine", Hostile)]
    [InlineData("inspect", "x/y:1", "--engine", "unix:///" + Hostile)]
    [InlineData("inspect", "x/y:1", "--engine", "tcp://" + Hostile)]
    [InlineData("list", "--timeout", Hostile)]
    [InlineData("allocate", "m1", Hostile, "--protocol", Hostile)]
    [InlineData("reserve", "20001", "--protocol", "tcp", "--reason", Hostile)]
    [InlineData("who", Hostile)]
    [InlineData("map", "--svg", "/none/" + Hostile)]
    [InlineData("inspect", "oci:" + Hostile)]
    [InlineData("inspect", "oci-archive:" + Hostile)]
    [InlineData("inspect", Hostile + ".yaml")]
    [InlineData("exec", "m1", "--", Hostile)]
    [InlineData("adopt", Hostile)]
    [InlineData("completion", Hostile)]
    public async Task Words_of_the_command_line_are_escaped(params string[] arguments) =>
        await StaysCleanAsync(LabelHookProgram.Command, arguments);

    [Theory]
    [InlineData("CONTAINER_HOST", "unix:///" + Hostile)]
    [InlineData("DOCKER_HOST", Hostile)]
    [InlineData("DOCKER_CONTEXT", Hostile)]
    [InlineData("CONTAINERS_STORAGE_CONF", "/none/" + Hostile)]
    [InlineData("LABELHOOK_DATABASE", "/none/" + Hostile)]
    public async Task Variables(string name, string value) =>
        await StaysCleanAsync(LabelHookProgram.Command.With(name, value), "inspect", "x/y:1");

    [Theory]
    [InlineData(": 1\n")]
    [InlineData(
        "labels: {\"" + Escaped + "\": \"" + Escaped + "\", org.nethserver.tcp-ports-demand: \"" + Escaped + "\"}\n")]
    [InlineData("labels: {org.nethserver.authorizations: \"" + Escaped + "\"}\n")]
    [InlineData("\"" + Escaped + "\": 1\n")]
    public async Task Samples_and_configurations_are_escaped(string text)
    {
        var file = _folder.Write("x.yaml", text);

        await StaysCleanAsync(LabelHookProgram.Command, "inspect", file);
        await StaysCleanAsync(LabelHookProgram.Command, "install", "m1", file);
        await StaysCleanAsync(LabelHookProgram.Command, "list", "--config", file);
    }

    [Theory]
    [InlineData("HTTP/1.1 " + Hostile + "\r\n\r\n")]
    [InlineData("HTTP/1.1 500 " + Hostile + "\r\n\r\n" + Hostile)]
    [InlineData("HTTP/1.1 500 X\r\n\r\n{\"message\":\"" + Escaped + "\"}")]
    [InlineData("HTTP/1.1 307 X\r\nLocation: /" + Hostile + "\r\n\r\n")]
    [InlineData("HTTP/1.1 200 X\r\n" + Hostile + ": a\r\n\r\n")]
    [InlineData(
        "HTTP/1.1 200 X\r\n\r\n{\"Id\":\""
            + Escaped
            + "\",\"RepoTags\":[\""
            + Escaped
            + "\"],\"Config\":{\"Labels\":{\"org.nethserver.tcp-ports-demand\":\"1\"}}}")]
    [InlineData(
        "HTTP/1.1 200 X\r\n\r\n{\"id\":\""
            + Escaped
            + "\",\"status\":\""
            + Escaped
            + "\",\"errorDetail\":{\"message\":\""
            + Escaped
            + "\"}}")]
    public async Task Answers_of_an_engine_are_escaped(string answer)
    {
        await using var engine = new FakeEngine(_folder["engine.sock"]);
        engine.Answer(answer + "\n");

        await StaysCleanAsync(
            LabelHookProgram.Command, "inspect", "mod:1", "--engine", "unix://" + _folder["engine.sock"]);
        await StaysCleanAsync(
            LabelHookProgram.Command,
            "install",
            "m1",
            "mod:1",
            "--pull",
            "--engine",
            "unix://" + _folder["engine.sock"]);
    }

    [Fact]
    public async Task Rows_of_other_writers_are_escaped()
    {
        await StaysCleanAsync(LabelHookProgram.Command, "reserve", "20005", "--protocol", "tcp", "--reason", Hostile);
        await StaysCleanAsync(LabelHookProgram.Command, "claim", "m1", "20005", "--protocol", "tcp");
        await StaysCleanAsync(LabelHookProgram.Command, "allocate", "seed1", "1", "--protocol", "tcp");
        RealPart.RequireProgram("sqlite3", "sqlite3");
        await new Command("sqlite3").OutputAsync(
            _folder["state/ports.sqlite"],
            $"INSERT INTO tcp_ports (start, end, module) VALUES (20101, 20102, '{Hostile}')");

        await StaysCleanAsync(LabelHookProgram.Command, "list");
        await StaysCleanAsync(LabelHookProgram.Command, "who", "20101");
        await StaysCleanAsync(LabelHookProgram.Command, "check");
        await StaysCleanAsync(LabelHookProgram.Command, "map");
        await StaysCleanAsync(LabelHookProgram.Command, "map", "--svg", _folder["map.svg"]);
        Clean(await File.ReadAllTextAsync(_folder["map.svg"], TestContext.Current.CancellationToken));
        await StaysCleanAsync(LabelHookProgram.Command, "claim", "m1", "20101", "--protocol", "tcp");
        await StaysCleanAsync(LabelHookProgram.Command, "adopt", _folder["state/ports.sqlite"]);
    }

    [Fact]
    public async Task Names_of_folders_and_lines_of_files_are_escaped()
    {
        _folder.Write($"state/modules/m1/environment", $"TCP_PORT={Hostile}\n{Hostile}\n");
        _folder.Write($"state/modules/{Hostile}/environment", "TCP_PORT=20001\n");

        await StaysCleanAsync(LabelHookProgram.Command, "adopt");
        await StaysCleanAsync(LabelHookProgram.Command, "check");
        await StaysCleanAsync(LabelHookProgram.Command, "list", "--state", _folder[$"state/modules/{Hostile}"]);
    }

    [Fact]
    public async Task Names_of_processes_are_escaped()
    {
        const string Python = "/usr/bin/python3";
        Assert.SkipUnless(File.Exists(Python), "python3 is not installed");
        var program = _folder[Hostile];
        File.CreateSymbolicLink(program, Python);
        var port = _folder["port"];
        const string Listen = """
            import os, socket, sys
            s = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen()
            with open(sys.argv[1] + "~", "w") as f: f.write(str(s.getsockname()[1]))
            os.rename(sys.argv[1] + "~", sys.argv[1]); sys.stdin.read()
            """;
        await using var service = await Service.StartAsync(
            new Command(program), ["-c", Listen, port], () => Task.FromResult(File.Exists(port)));

        await StaysCleanAsync(
            LabelHookProgram.Command, "who", await File.ReadAllTextAsync(port, TestContext.Current.CancellationToken));
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private async Task StaysCleanAsync(Command program, params string[] arguments)
    {
        string[] state = arguments.Contains("--state") ? [] : ["--state", _folder["state"]];
        var command = program.With("HOME", _folder["home"]) with { Folder = _folder.Path };
        foreach (string[] form in (string[][])[[], ["--json"]])
        {
            var result = await command.RunAsync([arguments[0], .. form, .. state, .. arguments[1..]]);

            Assert.InRange(result.ExitCode, 0, 127);
            Assert.DoesNotContain("internal error", result.Errors, StringComparison.Ordinal);
            Clean(result.Output);
            Clean(result.Errors);
        }
    }

    // A line feed ends a line, and is the only one of its kind.
    private static void Clean(string text) => Assert.DoesNotContain(
        text.EnumerateRunes(),
        rune => rune.Value != '\n' && (Rune.IsControl(rune)
            || Rune.GetUnicodeCategory(
                rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator));
}
