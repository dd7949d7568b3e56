using System.Text.RegularExpressions;

namespace LabelHook.Acceptance.Program;

public static class ManualTests
{
    private static readonly Regex Variable = new(
        @"(?:host|Host|GetEnvironmentVariable)[\[(]""(?<name>[A-Z_]+)""", RegexOptions.None, TimeSpan.FromSeconds(1));

    // The key of an entry of labelhook.yaml(5).
    private static readonly Regex FileEntry =
        new(@"(?<=^\.TP\n\\fB)[a-z\\-]+(?=\\fR:)", RegexOptions.Multiline, TimeSpan.FromSeconds(1));

    [Fact]
    public static async Task Every_command_and_option_of_the_help_is_in_the_manual()
    {
        var page = await ReadAsync();

        foreach (var word in await Help.WordsAsync(LabelHookProgram.Command))
            Assert.Matches($@"(?<![\w-]){word}(?![\w-])", page);
    }

    [Fact]
    public static async Task Every_variable_that_the_program_reads_is_in_the_manual()
    {
        var page = await ReadAsync();
        var variables = Directory.EnumerateFiles(Repository.At("src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Variable.Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["name"].Value)
            .Distinct(StringComparer.Ordinal)
            .ToList();

        Assert.True(variables.Count > 5);
        foreach (var variable in variables)
            Assert.Matches($@"\b{variable}\b", page);
    }

    [Fact]
    public static async Task Every_key_of_the_configuration_is_in_the_manual_and_has_an_entry_in_the_page_of_the_file()
    {
        var page = await ReadAsync();
        var entries = FileEntry.Matches(await FilePageAsync())
            .Select(match => match.Value.Replace(@"\-", "-", StringComparison.Ordinal));
        await using var folder = new TemporaryFolder();

        var result = await LabelHookProgram.Command.RunAsync(
            "list", "--config", folder.Write("labelhook.yaml", "nonsense: 1\n"), "--json");

        var keys = result.Failed().ErrorJson.GetProperty("error").GetProperty("accepted").GetString()!.Split(", ");
        Assert.True(keys.Length > 5);
        foreach (var key in keys)
            Assert.Matches($@"(?<![\w-]){key}(?![\w-])", page);
        Assert.Equal(keys.Order(StringComparer.Ordinal), entries.Order(StringComparer.Ordinal));
    }

    [Fact]
    public static async Task Its_examples_work()
    {
        await using var folder = new TemporaryFolder();
        var examples = Manual.Examples(await ReadAsync());
        File.CreateSymbolicLink(folder["labelhook"], LabelHookProgram.Command.Program);
        var shell = new Command("bash").In(Repository.At("samples")).With("HOME", folder.Path)
            .With("LABELHOOK_STATE", folder["state"])
            .With("PATH", $"{folder.Path}:{Environment.GetEnvironmentVariable("PATH")}");

        Assert.True(examples.Count > 5);
        foreach (var example in examples)
            await shell.OutputAsync("-euc", example);
    }

    [Theory]
    [MemberData(nameof(Manual.Linters), MemberType = typeof(Manual))]
    public static async Task Both_pages_pass_the_linter(string program, string package, string check)
    {
        await Manual.CheckAsync(program, package, check, "labelhook.1", await PageAsync());
        await Manual.CheckAsync(program, package, check, "labelhook.yaml.5", await FilePageAsync());
    }

    [Fact]
    public static async Task The_manual_is_available_as_JSON() =>
        Assert.Equal(
            await PageAsync(),
            (await LabelHookProgram.Command.RunAsync("man", "--json")).Succeeded().Json.GetProperty("page").GetString()
                + "\n");

    private static Task<string> PageAsync() => Manual.PageAsync(LabelHookProgram.Command);

    private static Task<string> ReadAsync() => Manual.ReadAsync(LabelHookProgram.Command);

    private static Task<string> FilePageAsync() => File.ReadAllTextAsync(
        Repository.At("hooks/man/labelhook.yaml.5"), TestContext.Current.CancellationToken);
}
