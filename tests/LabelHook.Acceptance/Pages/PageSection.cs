namespace LabelHook.Acceptance.Pages;

// A section of a page: from its heading to the next one of the same level.
public sealed class PageSection
{
    private readonly string text;

    public PageSection(string page, string heading)
    {
        var parts = File.ReadAllText(Repository.At(page)).Split($"\n{heading}\n");
        Assert.True(parts.Length == 2, $"{page} does not have the heading \"{heading}\" once");
        text = parts[1].Split("\n## ")[0];
    }

    // In running text, a command may go on in the next line.
    public string Prose => text.ReplaceLineEndings(" ");

    // The code blocks in a language, in their order.
    public IReadOnlyList<string> Blocks(string language) =>
        [.. text.Split($"```{language}\n").Skip(1).Select(block => block.Split("```")[0])];
}
