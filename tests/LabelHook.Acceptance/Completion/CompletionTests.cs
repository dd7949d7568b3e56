using System.Text.Json;
using LabelHook.Acceptance.Cluster;
using LabelHook.Acceptance.Engines;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Completion;

// What the user of a real shell gets who presses the key.
public static class CompletionTests
{
    private const string Demand = "labels: {org.nethserver.tcp-ports-demand: 1, org.nethserver.udp-ports-demand: 1}";

    public static TheoryData<string> Shells => [.. (string[])["bash", "zsh", "fish"]];

    // What is typed, and what stands there after the key.
    private static readonly (string Typed, string Completed)[] Lines =
    [
        ("inst", "install"),
        ("ns8 add", "ns8 add-module"),
        ("ns8 --timeout 5 add", "ns8 --timeout 5 add-module"),
        ("--json reserv", "--json reserve"),
        ("install --dry", "install --dry-run"),
        ("install --sta", "install --state"),
        ("--vers", "--version"),
        ("list --vers", "list --vers"),
        ("allocate m1 1 --protocol ", "allocate m1 1 --protocol tcp udp"),
        ("allocate --protocol tcp m1 1 --kee", "allocate --protocol tcp m1 1 --keep-existing"),
        ("allocate m1 1 --protocol=t", "allocate m1 1 --protocol=tcp"),
        ("completion z", "completion zsh"),
        ("remove ", "remove m1 mail1"),
        ("list ma", "list mail1"),
        ("list x", "list x"),
        ("remove install", "remove install"),
        ("deallocate mail1 --as module/ma", "deallocate mail1 --as module/mail1"),
        ("remove --timeout 5 ma", "remove --timeout 5 mail1"),
        ("remove --state state ma", "remove --state state mail1"),
        ("remove --state nowhere ma", "remove --state nowhere ma"),
        ("remove --state=nowhere ma", "remove --state=nowhere ma"),
        ("remove -- ma", "remove -- mail1"),
        ("remove -- --js", "remove -- --js"),
        ("inspect dem", "inspect demand.yaml"),
        ("plan dem", "plan demand.yaml"),
        ("plan x.yaml=2 dem", "plan x.yaml=2 demand.yaml"),
        ("adopt dem", "adopt demand.yaml"),
        ("install m1 --env-file dem", "install m1 --env-file demand.yaml"),
        ("install m1 demand.yaml dem", "install m1 demand.yaml dem"),
        ("log ma", "log mail1"),
        ("who ma", "who mail1"),
        ("unreserve ", "unreserve 40000 40010-40011"),
        ("unreserve --protocol tcp 4", "unreserve --protocol tcp 40000"),
        ("unreserve --protocol=udp 4", "unreserve --protocol=udp 40010-40011"),
        ("unreserve 5", "unreserve 5"),
        ("reserve 4", "reserve 4"),
        ("exec ma", "exec mail1"),
        ("exec m1 -- frobni", "exec m1 -- frobnicate"),
        ("exec m1 -- cat dem", "exec m1 -- cat demand.yaml"),
        ("exec --timeout 5 m1 -- cat dem", "exec --timeout 5 m1 -- cat demand.yaml"),
    ];

    [Theory]
    [MemberData(nameof(Shells))]
    public static async Task Lines_are_completed(string shell)
    {
        await using var user = await WithModulesAsync(shell);

        Assert.Equal(Lines.Select(line => line.Completed), await user.CompleteAsync(Lines.Select(line => line.Typed)));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public static async Task Both_programs_are_completed_in_one_shell(string shell)
    {
        await using var user = await WithModulesAsync(shell);
        await user.AddAsync("labelhook-cluster", ClusterProgram.Command);
        (string Typed, string Completed)[] commands =
        [
            ("labelhook-cluster publ", "publish"),
            ("labelhook inst", "install"),
            ("labelhook-cluster inst", "inst"),
            ("labelhook publ", "publ"),
            ("labelhook-cluster publish --take", "publish --take-over"),
            ("labelhook-cluster --redis x li", "--redis x list"),
            ("labelhook-cluster fits dem", "fits demand.yaml"),
            ("labelhook-cluster fits x.yaml 2 --keep ma", "fits x.yaml 2 --keep mail1"),
            ("labelhook list ma", "list mail1"),
        ];

        Assert.Equal(
            commands.Select(command => command.Completed),
            await user.CompleteCommandsAsync(commands.Select(command => command.Typed)));
    }

    // Readline cuts words there.
    [Fact]
    public static async Task Bash_completes_a_file_after_a_colon()
    {
        await using var user = await WithModulesAsync("bash");

        Assert.Equal(
            ["install m1 oci-archive:demand.yaml", "inspect oci-archive:demand.yaml"],
            await user.CompleteAsync("install m1 oci-archive:dem", "inspect oci-archive:dem"));
    }

    // It replaces only what follows the last colon.
    [Fact]
    public static async Task Bash_completes_tags_and_registries_with_a_port()
    {
        await using var user = await WithModulesAsync("bash");
        await using var engine = new FakeEngine(Path.Join(user.Folder, "engine.sock"));
        engine.Answer(_ => Images("localhost:5000/demo:1.0", "localhost:5000/demo:1.1", "mail:1"));

        Assert.Equal(
            [
                "inspect localhost:5000/demo:1.0 5000/demo:1.1", "inspect localhost:5000/demo:1.0 1.1",
                "inspect localhost:5000/demo:1.1", "install m1 mail:1 --dry-run",
            ],
            await user.CompleteAsync(
                "inspect localhost:5", "inspect localhost:5000/demo:", "inspect localhost:5000/demo:1.1",
                "install m1 mail:1 --dry"));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public static async Task Names_of_installed_images_and_files_are_completed(string shell)
    {
        await using var user = await WithModulesAsync(shell);
        await using var engine = new FakeEngine(Path.Join(user.Folder, "engine.sock"));
        engine.Answer(_ => Images("localhost/demo:1", "ghcr.io/nethserver/mail:1.0", "ghcr.io/nethserver/mail:1.1"));

        Assert.Equal(
            [
                "install m1 localhost/demo:1", "inspect ghcr.io/nethserver/mail:1.0 ghcr.io/nethserver/mail:1.1",
                "inspect ghcr.io/nethserver/mail:1.1", "install m1 demand.yaml", "install lo",
            ],
            await user.CompleteAsync(
                "install m1 lo",
                "inspect gh",
                "inspect ghcr.io/nethserver/mail:1.1",
                "install m1 dem",
                "install lo"));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public static async Task The_engine_that_was_typed_is_asked(string shell)
    {
        await using var user = await WithModulesAsync(shell);
        var path = Path.Join(user.Folder, "other.sock");
        await using var engine = new FakeEngine(path);
        engine.Answer(_ => Images("zz/image:1"));

        Assert.Equal(
            [$"inspect --engine unix://{path} zz/image:1", $"inspect --engine=unix://{path} zz/image:1"],
            await user.CompleteAsync(
                $"inspect --engine unix://{path} z", $"inspect --engine=unix://{path} z"));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public static async Task Images_and_files_are_offered_together(string shell)
    {
        await using var user = await WithModulesAsync(shell);
        await using var engine = new FakeEngine(Path.Join(user.Folder, "engine.sock"));
        engine.Answer(_ => Images("demo:1", "x;touch hit", "$(touch hit)", "demo:`touch hit`"));

        var line = Assert.Single(await user.CompleteAsync("inspect dem"));

        Assert.Equal(["demand.yaml", "demo:1", "inspect"], line.Split(' ').Order(StringComparer.Ordinal));
        Assert.False(File.Exists(Path.Join(user.Folder, "hit")));
    }

    [Theory]
    [InlineData("image")]
    [InlineData("module")]
    [InlineData("reserved")]
    public static async Task Candidates_are_silent_about_every_failure(string kind)
    {
        await using var folder = new TemporaryFolder();
        await using var engine = new FakeEngine(folder["silent.sock"]);
        engine.Listen();
        folder.Write("foreign/ports.sqlite", "not a database");
        folder.Write("wrong.yaml", "band: 1-2-3\n");
        string[][] lines =
        [
            ["--state", folder["nowhere"]], ["--state", folder["foreign"]], ["--config", folder["wrong.yaml"]],
            ["--state", ""], ["--engine", "nonsense"], ["--protocol", "sctp"], ["--timeout", "never"],
        ];

        foreach (var line in lines)
        {
            string[] engineOption = line[0] == "--engine" ? [] : ["--engine", $"unix://{folder["silent.sock"]}"];
            string[] state = line[0] == "--state" ? [] : ["--state", folder["nowhere"]];
            string[] timeout = line[0] == "--timeout" ? [] : ["--timeout", "1"];
            var result = await LabelHookProgram.Command.RunAsync(
                ["completion", kind, .. line, .. engineOption, .. state, .. timeout]);

            Assert.Equal("", result.Succeeded().Output + result.Errors);
        }

        Assert.False(Directory.Exists(folder["nowhere"]));
        Assert.Equal(["ports.sqlite"], Directory.EnumerateFiles(folder["foreign"]).Select(Path.GetFileName));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public static async Task A_hostile_name_in_the_database_is_neither_executed_nor_offered(string shell)
    {
        RealPart.RequireProgram("sqlite3", "sqlite3");
        await using var user = await WithModulesAsync(shell);
        string[] names =
        [
            "$(touch hit)", "`touch hit`", "ma;touch hit", "ma$(touch hit)", "mail2 x", "mail3  y", "-rf", "../mail4",
            "ma\nmail5", "ma\tx", "ma'\"x", "ma\u001b[31mx", "*",
        ];
        var rows = string.Join(
            ", ",
            names.Select(
                (name, index) =>
                    $"({30_000 + index}, {30_000 + index}, '{name.Replace("'", "''", StringComparison.Ordinal)}')"));
        await new Command("sqlite3").In(user.Folder).OutputAsync(
            "-bail", "state/ports.sqlite", $"INSERT INTO TCP_PORTS VALUES {rows}");

        Assert.Equal(
            ["remove mail1", "remove m1 mail1", "allocate m1 --as module/m1 module/mail1"],
            await user.CompleteAsync("remove ma", "remove ", "allocate m1 --as "));
        Assert.False(File.Exists(Path.Join(user.Folder, "hit")));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public static async Task Completion_creates_no_database(string shell)
    {
        await using var user = await Shell.StartAsync(shell);

        Assert.Equal(["remove m"], await user.CompleteAsync("remove m"));
        Assert.False(Directory.Exists(Path.Join(user.Folder, "state")));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public static async Task Every_command_and_option_of_the_help_is_completed(string shell)
    {
        foreach (var program in (Command[])[LabelHookProgram.Command, ClusterProgram.Command])
        {
            var script = (await program.RunAsync("completion", shell)).Succeeded().Output;
            var json = (await program.RunAsync("completion", shell, "--json")).Succeeded().Json;

            Assert.Equal(script, json.GetProperty("script").GetString() + "\n");
            foreach (var word in await Help.WordsAsync(program))
            {
                var shown = shell is "fish" ? $"({word}|-l {word.TrimStart('-')})" : word;
                Assert.Matches($@"(?m)(?<![\w-]){shown}(?![\w-])", script);
            }
        }
    }

    [Fact]
    public static async Task An_unknown_shell_is_a_usage_error()
    {
        var result = await LabelHookProgram.Command.RunAsync("completion", "tcsh");

        Assert.Equal("labelhook: shell \"tcsh\" is not known; accepted: bash, zsh, fish", result.Failed(2).Complaint);
    }

    [Fact]
    public static async Task The_directives_of_the_parser_are_switched_off() =>
        (await LabelHookProgram.Command.RunAsync("[suggest]", "inst")).Failed(2);

    // The answer of an engine that has these images.
    private static string Images(params string[] names)
    {
        var body = JsonSerializer.Serialize(
            names.Select(name => new { Id = $"sha256:{new string('1', 64)}", RepoTags = (string[])[name] }));
        return $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n"
            + $"Connection: close\r\n\r\n{body}";
    }

    private static async Task<Shell> WithModulesAsync(string shell)
    {
        var user = await Shell.StartAsync(shell);
        await user.LabelHookAsync("install", "mail1", user.Write("demand.yaml", Demand));
        await user.LabelHookAsync("install", "m1", "demand.yaml");
        await user.LabelHookAsync("reserve", "40000", "--protocol", "tcp", "--reason", "mine");
        await user.LabelHookAsync("reserve", "40010-40011", "--protocol", "udp", "--reason", "mine");
        await new Command("chmod").OutputAsync("+x", user.Write("bin/frobnicate", "#!/bin/sh\n"));
        return user;
    }
}
