namespace LabelHook.Acceptance.Cluster;

// What --help prints is approved text. After a change: look at what the test printed, and put it into Help.txt.
public static class HelpTests
{
    [Fact]
    public static async Task Help_is_the_approved_text()
    {
        var approved = await File.ReadAllTextAsync(
            Repository.At("tests/LabelHook.Acceptance/Cluster/Help.txt"), TestContext.Current.CancellationToken);
        var printed = "";

        var commands = approved.Split('\n').Where(line => line.StartsWith("$ labelhook-cluster", StringComparison.Ordinal));
        foreach (var command in commands)
        {
            var result = await ClusterProgram.Command.RunAsync(command.Split(' ')[2..]);
            printed += $"{command}\n{result.Succeeded().Output}";
        }

        Assert.Equal(approved, printed);
    }

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
