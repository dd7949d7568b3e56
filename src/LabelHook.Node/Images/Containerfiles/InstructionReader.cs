using System.Text;

namespace LabelHook.Images.Containerfiles;

// Splits a Containerfile into instructions as BuildKit and buildah do;
// https://docs.docker.com/reference/dockerfile/#format.
internal sealed class InstructionReader
{
    private const char DefaultEscape = '\\';

    private readonly string _path;
    private readonly string[] _lines;
    private int _next;

    public InstructionReader(string path, string text)
    {
        _path = path;
        _lines = [.. text.Split('\n').Select(line => line.TrimEnd('\r'))];
        Escape = ReadEscape();
    }

    // The character that continues a line and escapes the next character.
    public char Escape { get; }

    public IEnumerable<Instruction> Read()
    {
        while (_next < _lines.Length)
        {
            var line = _lines[_next++].TrimStart();
            if (IsSkipped(line))
                continue;
            var instruction = ReadInstruction(line);
            if (instruction.Name.Length == 0)
                continue;
            SkipHereDocuments(instruction);
            yield return instruction;
        }
    }

    // Blank lines and comments do not end an instruction.
    private static bool IsSkipped(string line) => line.TrimStart() is "" or ['#', ..];

    // Directives are comments before anything else in the file, even before a blank line.
    private char ReadEscape()
    {
        foreach (var (number, line) in _lines.Index())
        {
            if (line.TrimStart() is not ['#', .. var comment] || comment.Split('=', 2) is not [var name, var value])
                return DefaultEscape;
            if (name.Trim().Length == 0 || !name.Trim().All(char.IsAsciiLetterOrDigit))
                return DefaultEscape;
            if (!Ascii.EqualsIgnoreCase(name.Trim(), "escape"))
                continue;
            if (value.Trim() is [(DefaultEscape or '`') and var escape])
                return escape;
            throw Refused(number + 1, $"the escape character is {Wording.Shown(value.Trim())}; accepted: \\ or `");
        }

        return DefaultEscape;
    }

    private Instruction ReadInstruction(string line)
    {
        var text = new StringBuilder();
        var lines = new List<(int Offset, int Line)> { (0, _next) };
        var continues = Append(line);
        while (continues && _next < _lines.Length)
        {
            var part = _lines[_next++];
            if (IsSkipped(part))
                continue;
            lines.Add((text.Length, _next));
            continues = Append(part);
        }

        return new Instruction(text.ToString(), 0, lines);

        // Returns: whether the line continues: it ends in one escape character, not in two.
        bool Append(string part)
        {
            var end = part.TrimEnd(' ', '\t');
            var isContinued = end.EndsWith(Escape) && !end.EndsWith($"{Escape}{Escape}", StringComparison.Ordinal);
            text.Append(isContinued ? end[..^1] : part);
            return isContinued;
        }
    }

    private void SkipHereDocuments(Instruction instruction)
    {
        var carrier = instruction.Name == "ONBUILD" ? instruction.Inner : instruction;
        if (carrier.Name is not ("RUN" or "COPY" or "ADD"))
            return;
        foreach (var (end, ignoresTabs) in HereDocument.FindAll(carrier.Arguments))
        {
            do
            {
                if (_next == _lines.Length)
                    throw Refused(instruction.Line, $"here-document {Wording.Shown(end)} does not end");
                _next++;
            }
            while ((ignoresTabs ? _lines[_next - 1].TrimStart('\t') : _lines[_next - 1]) != end);
        }
    }

    private LabelHookException Refused(int line, string reason) =>
        new(ContainerfileProblems.Syntax(_path, line, reason));
}
