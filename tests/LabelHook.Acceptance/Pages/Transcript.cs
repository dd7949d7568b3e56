namespace LabelHook.Acceptance.Pages;

// A command in a console block of a page, with its output.
public sealed record Transcript(string Command, string Output)
{
    private const string BlockStart = "```console";

    private const string BlockEnd = "```";

    private const string Prompt = "$ ";

    // The pages with transcripts, as paths in the repository.
    public static IReadOnlyList<string> Pages { get; } =
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
            .Where(file => File.ReadLines(file).Any(IsStart))
            .Select(file => Path.GetRelativePath(Repository.Root, file)).Order(StringComparer.Ordinal),
    ];

    // A malformed block would not be tested, so it is an error.
    public static IReadOnlyList<Transcript> Read(IReadOnlyList<string> page)
    {
        var transcripts = new List<Transcript>();
        for (var line = 0; line < page.Count; line++)
        {
            if (!IsStart(page[line]))
                continue;
            Assert.True(page[line] == BlockStart, $"line {line + 1}: a console block must not be indented");
            var block = page.Skip(line + 1).TakeWhile(text => text != BlockEnd).ToList();
            line += block.Count + 1;
            Assert.True(line < page.Count, "the last console block does not end");
            Assert.True(
                block.Count > 0 && IsCommand(block[0]),
                $"line {line - block.Count}: a console block must start with a command");
            transcripts.AddRange(ReadBlock(block));
        }

        return transcripts;
    }

    private static IEnumerable<Transcript> ReadBlock(List<string> block)
    {
        for (var line = 0; line < block.Count;)
        {
            var output = block.Skip(line + 1).TakeWhile(text => !IsCommand(text)).ToList();
            yield return new Transcript(
                block[line][Prompt.Length..], string.Concat(output.Select(text => text + "\n")));
            line += output.Count + 1;
        }
    }

    private static bool IsStart(string line) => line.Trim() == BlockStart;

    private static bool IsCommand(string line) => line.StartsWith(Prompt, StringComparison.Ordinal);
}
