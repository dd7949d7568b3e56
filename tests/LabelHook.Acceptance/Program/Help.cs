using System.Text.RegularExpressions;

namespace LabelHook.Acceptance.Program;

// What --help shows of every command.
public static class Help
{
    private static readonly Regex Option = new(
        "^  (?:-.*, )?(?<name>--[a-z0-9-]+)", RegexOptions.Multiline, TimeSpan.FromSeconds(1));

    private static readonly Regex Command = new(
        @"(?<=\nCommands:\n(?:  .*\n)*)  (?<name>[a-z0-9-]+)", RegexOptions.None, TimeSpan.FromSeconds(1));

    // The names of all commands and options, each once.
    public static async Task<IReadOnlyList<string>> WordsAsync()
    {
        var words = new SortedSet<string>(StringComparer.Ordinal);
        await AddAsync(words);
        Assert.True(words.Count > 20);
        return [.. words];
    }

    private static async Task AddAsync(SortedSet<string> words, params string[] path)
    {
        var text = (await LabelHookProgram.Command.RunAsync([.. path, "--help"])).Succeeded().Output;
        words.UnionWith(Option.Matches(text).Select(match => match.Groups["name"].Value));
        foreach (var name in Command.Matches(text).Select(match => match.Groups["name"].Value).ToList())
        {
            words.Add(name);
            await AddAsync(words, [.. path, name]);
        }
    }
}
