using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Cluster;

public static class HelpTests
{
    [Fact]
    public static Task Help_is_the_approved_text() =>
        ApprovedHelp.CheckAsync(ClusterProgram.Command, "tests/LabelHook.Acceptance/Cluster/Help.txt");

    [Fact]
    public static async Task The_page_describes_each_command()
    {
        var page = await File.ReadAllTextAsync(
            Repository.At("hooks/cluster/README.md"), TestContext.Current.CancellationToken);
        var help = (await ClusterProgram.Command.RunAsync("--help")).Succeeded().Output;

        var commands = help.Split("Commands:\n")[1].Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Trim().Split("  ")[0]);
        Assert.All(commands, command => Assert.Contains($"`{command.Split(' ')[0]}", page, StringComparison.Ordinal));
    }
}
