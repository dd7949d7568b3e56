using System.Text.RegularExpressions;

namespace LabelHook.Acceptance.Program;

// What --help shows of every command of a program.
public static class Help
{
    private static readonly Regex Option = new(
        "^  (?:-.*, )?(?<name>--[a-z0-9-]+)", RegexOptions.Multiline, TimeSpan.FromSeconds(1));

    private static readonly Regex Subcommand = new(
        @"(?<=\nCommands:\n(?:  .*\n)*)  (?<name>[a-z0-9-]+)", RegexOptions.None, TimeSpan.FromSeconds(1));

    // The names of all commands and options, each once.
    public static async Task<IReadOnlyList<string>> WordsAsync(Command program)
    {
        var words = new SortedSet<string>(StringComparer.Ordinal);
        await AddAsync(program, words);
        Assert.Subset(words, new HashSet<string>(["completion", "list", "--help", "--json"]));
        return [.. words];
    }

    private static async Task AddAsync(Command program, SortedSet<string> words, params string[] path)
    {
        var text = (await program.RunAsync([.. path, "--help"])).Succeeded().Output;
        words.UnionWith(Option.Matches(text).Select(match => match.Groups["name"].Value));
        foreach (var name in Subcommand.Matches(text).Select(match => match.Groups["name"].Value).ToList())
        {
            words.Add(name);
            await AddAsync(program, words, [.. path, name]);
        }
    }
}
