namespace LabelHook.Acceptance.Program;

// What --help prints is approved text. After a change: look at what the test printed, and put it into Help.txt.
public static class HelpTests
{
    [Fact]
    public static async Task Help_is_the_approved_text()
    {
        var approved = await File.ReadAllTextAsync(
            Repository.At("tests/LabelHook.Acceptance/Program/Help.txt"), TestContext.Current.CancellationToken);
        var printed = "";

        var commands = approved.Split('\n').Where(line => line.StartsWith("$ labelhook", StringComparison.Ordinal));
        foreach (var command in commands)
        {
            var result = await LabelHookProgram.Command.RunAsync(command.Split(' ')[2..]);
            printed += $"{command}\n{result.Succeeded().Output}";
        }

        Assert.Equal(approved, printed);
    }
}
