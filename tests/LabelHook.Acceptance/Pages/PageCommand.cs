namespace LabelHook.Acceptance.Pages;

// A command of hooks/README.md that is not a transcript, as words: `podman run …`.
public static class PageCommand
{
    public static IReadOnlyList<string> StartingWith(string words)
    {
        var text = File.ReadAllText(Repository.At("hooks/README.md")).Replace("\\\n", " ", StringComparison.Ordinal);
        var line = Assert.Single(text.Split('\n'), line => line.StartsWith(words + " ", StringComparison.Ordinal));
        return line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
