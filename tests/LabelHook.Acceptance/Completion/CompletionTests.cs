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

    // Readline cuts words there.
    [Fact]
    public static async Task Bash_completes_a_file_after_a_colon()
    {
        await using var user = await WithModulesAsync("bash");

        Assert.Equal(
            ["install m1 oci-archive:demand.yaml", "inspect oci-archive:demand.yaml"],
            await user.CompleteAsync("install m1 oci-archive:dem", "inspect oci-archive:dem"));
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
        var script = (await LabelHookProgram.Command.RunAsync("completion", shell)).Succeeded().Output;
        var json = (await LabelHookProgram.Command.RunAsync("completion", shell, "--json")).Succeeded().Json;

        Assert.Equal(script, json.GetProperty("script").GetString() + "\n");
        foreach (var word in await Help.WordsAsync())
            Assert.Matches(
                $@"(?m)(?<![\w-]){(shell is "fish" ? $"({word}|-l {word.TrimStart('-')})" : word)}(?![\w-])", script);
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

    private static async Task<Shell> WithModulesAsync(string shell)
    {
        var user = await Shell.StartAsync(shell);
        await user.LabelHookAsync("install", "mail1", user.Write("demand.yaml", Demand));
        await user.LabelHookAsync("install", "m1", "demand.yaml");
        await user.LabelHookAsync("reserve", "40000", "--protocol", "tcp", "--reason", "mine");
        await new Command("chmod").OutputAsync("+x", user.Write("bin/frobnicate", "#!/bin/sh\n"));
        return user;
    }
}
