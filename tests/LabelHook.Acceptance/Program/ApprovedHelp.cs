namespace LabelHook.Acceptance.Program;

// What --help prints is approved text. After a change: look at what the test printed, and put it into the file.
public static class ApprovedHelp
{
    // file: The commands, as in "$ labelhook who --help", each followed by what it prints.
    public static async Task CheckAsync(Command program, string file)
    {
        var approved = await File.ReadAllTextAsync(Repository.At(file), TestContext.Current.CancellationToken);
        var printed = "";

        foreach (var command in approved.Split('\n').Where(line => line.StartsWith("$ labelhook", StringComparison.Ordinal)))
        {
            var result = await program.RunAsync(command.Split(' ')[2..]);
            printed += $"{command}\n{result.Succeeded().Output}";
        }

        Assert.Equal(approved, printed);
    }
}
