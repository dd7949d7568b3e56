namespace LabelHook.Images.Containerfiles;

// One instruction of a Containerfile, its lines joined.
internal sealed class Instruction
{
    private readonly string _text;
    private readonly int _argumentsStart;
    private readonly IReadOnlyList<(int Offset, int Line)> _lines;

    // text: The instruction, or the one that contains it.
    // start: Where the instruction begins in the text.
    // lines: Where each line begins in the text, and its number in the file.
    public Instruction(string text, int start, IReadOnlyList<(int Offset, int Line)> lines)
    {
        _text = text;
        _lines = lines;
        var end = text.AsSpan(start).IndexOfAny(" \t\v\f\r");
        end = end < 0 ? text.Length : start + end;
        Name = text[start..end].ToUpperInvariant();
        _argumentsStart = text.Length - text.AsSpan(end).TrimStart().Length;
        Arguments = text[_argumentsStart..].TrimEnd();
    }

    // In upper case.
    public string Name { get; }

    public string Arguments { get; }

    public int Line => _lines[0].Line;

    // The instruction that ONBUILD keeps for later.
    public Instruction Inner => new(_text, _argumentsStart, _lines);

    // offset: A position in the arguments.
    public int LineOf(int offset)
    {
        var position = _argumentsStart + offset;
        var (low, high) = (0, _lines.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_lines[middle].Offset <= position)
                low = middle;
            else
                high = middle - 1;
        }

        return _lines[low].Line;
    }
}
