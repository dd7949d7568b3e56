namespace LabelHook.Images.Containerfiles;

// LABEL in both forms, name=value … and name value; https://docs.docker.com/reference/dockerfile/#label.
internal sealed class LabelInstruction(string path, char escape)
{
    // Throws: a label has no name or no value, or a quote is not closed.
    public IReadOnlyList<FileLabel> Read(Instruction instruction)
    {
        var words = ShellWord.Split(instruction.Arguments, escape);
        if (words.Count == 0)
            throw Refused(instruction.Line, "LABEL requires a name and a value");
        if (!words[0].Text.Contains('=', StringComparison.Ordinal))
            return [ReadOldForm(instruction)];
        return [.. words.Select(word => ReadPair(word, instruction.LineOf(word.Offset)))];
    }

    // The rest of the line is one value.
    private FileLabel ReadOldForm(Instruction instruction)
    {
        var line = instruction.Line;
        var arguments = instruction.Arguments;
        var end = arguments.AsSpan().IndexOfAny(" \t\v\f\r");
        if (end < 0)
            throw Refused(line, $"label {Wording.Shown(arguments)} has no value");
        return Read(arguments[..end], arguments[end..].TrimStart(), line);
    }

    private FileLabel ReadPair(ShellWord word, int line)
    {
        var equals = word.Text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
            throw Refused(line, $"{Wording.Shown(word.Text)} is not a label; accepted: name=value");
        return Read(word.Text[..equals], word.Text[(equals + 1)..], line);
    }

    private FileLabel Read(string name, string value, int line)
    {
        var shown = Unquote(name, line, out var inName);
        if (shown.Length == 0)
            throw Refused(line, "a label has no name");
        return new FileLabel(shown, Unquote(value, line, out var inValue), inName ?? inValue, line);
    }

    private string Unquote(string text, int line, out string? variable) =>
        new ShellWord(text, 0).TryUnquote(escape, out var value, out variable)
            ? value
            : throw Refused(line, $"a quote in {Wording.Shown(text)} is not closed");

    private LabelHookException Refused(int line, string reason) =>
        new(ContainerfileProblems.Syntax(path, line, reason));
}
