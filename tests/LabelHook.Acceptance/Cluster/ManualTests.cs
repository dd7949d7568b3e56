using System.Text.RegularExpressions;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Cluster;

public static class ManualTests
{
    private static readonly Regex Variable =
        new(@"\b(?:REDIS|NODE)_[A-Z_]+\b", RegexOptions.None, TimeSpan.FromSeconds(1));

    [Fact]
    public static async Task Every_command_and_option_of_the_help_is_in_the_manual()
    {
        var page = await Manual.ReadAsync(ClusterProgram.Command);

        foreach (var word in await Help.WordsAsync(ClusterProgram.Command))
            Assert.Matches($@"(?<![\w-]){word}(?![\w-])", page);
    }

    [Fact]
    public static async Task Every_variable_of_the_page_is_in_the_manual()
    {
        var page = await File.ReadAllTextAsync(
            Repository.At("hooks/cluster/README.md"), TestContext.Current.CancellationToken);
        var manual = (await Manual.ReadAsync(ClusterProgram.Command)).Split("ENVIRONMENT\n")[1];
        var variables = Variable.Matches(page).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(5, variables.Count);
        Assert.All(variables, variable => Assert.Matches($@"\b{variable}\b", manual));
    }

    [Fact]
    public static async Task Its_examples_work()
    {
        await using var redis = await Redis.StartPlainAsync();
        await using var host = new ClusterHost("1", redis);
        await using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder["labelhook-cluster"], ClusterProgram.Command.Program);
        var examples = Manual.Examples(await Manual.ReadAsync(ClusterProgram.Command));
        var shell = (host.Program with { Program = "bash" }).In(Repository.At("samples"))
            .With("PATH", $"{folder.Path}:{Environment.GetEnvironmentVariable("PATH")}");

        Assert.True(examples.Count > 3);
        foreach (var example in examples)
            await shell.OutputAsync("-euc", example);
    }

    [Theory]
    [MemberData(nameof(Manual.Linters), MemberType = typeof(Manual))]
    public static async Task The_page_passes_the_linter(string program, string package, string check) =>
        await Manual.CheckAsync(
            program, package, check, "labelhook-cluster.1", await Manual.PageAsync(ClusterProgram.Command));
}
