namespace LabelHook.Images.Containerfiles;

// Here-documents of RUN, COPY and ADD; https://docs.docker.com/reference/dockerfile/#here-documents.
internal static class HereDocument
{
    // Not the escape directive's character: shells know only this one.
    private const char Escape = '\\';

    // Returns: the line that ends each here-document, and whether tabs before it are ignored.
    public static IReadOnlyList<(string End, bool IgnoresTabs)> FindAll(string arguments)
    {
        var found = new List<(string, bool)>();
        foreach (var word in ShellWord.Split(arguments, Escape))
        {
            // A file descriptor may come first, as in 3<<EOF.
            var text = word.Text.TrimStart(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
            if (!text.StartsWith("<<", StringComparison.Ordinal))
                continue;
            var ignoresTabs = text is ['<', '<', '-', ..];
            var end = new ShellWord(text[(ignoresTabs ? 3 : 2)..], 0);
            if (end.Text.Length > 0 && !end.Text.Contains('<', StringComparison.Ordinal)
                && end.TryUnquote(Escape, out var name, out _))
            {
                found.Add((name, ignoresTabs));
            }
        }

        return found;
    }
}
