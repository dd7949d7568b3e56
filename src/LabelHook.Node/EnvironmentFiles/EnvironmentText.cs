namespace LabelHook.EnvironmentFiles;

// The content of an environment file, line by line. Only the port variables are LabelHook's: every other line goes back
// into the file byte for byte, in its place.
internal sealed class EnvironmentText
{
    // Largest file: the arguments and the environment of a process share about 2 MiB, and this leaves room for both.
    public const int MaxSize = 512 * 1024;

    private readonly List<EnvironmentLine> _lines;
    private readonly bool _endsInLineFeed;

    private EnvironmentText(List<EnvironmentLine> lines, bool endsInLineFeed)
    {
        _lines = lines;
        _endsInLineFeed = endsInLineFeed;
    }

    public static EnvironmentText Empty { get; } = new([], endsInLineFeed: true);

    // What each reader may take differently, as line number (from 1) and reason.
    public IEnumerable<(int Line, string Reason)> Warnings => Numbered(line => line.Warning);

    // What makes the file unfit to be written, as line number (from 1) and reason.
    public IEnumerable<(int Line, string Reason)> Refusals => Numbered(line => line.Refusal);

    public bool IsEmpty => _lines.Count == 0;

    // The variables that every reader finds, the last of a name winning, values as raw readers take them.
    public Dictionary<string, string> Variables
    {
        get
        {
            var variables = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var line in _lines)
            {
                if (line.Name is { } name)
                    variables[name] = line.Value;
            }

            return variables;
        }
    }

    // A file that was left in the form in which NS8 writes it, sorted by whole lines, stays in it.
    private bool IsCanonical => _endsInLineFeed && _lines.TrueForAll(line => line.Name is not null)
        && _lines.Zip(_lines.Skip(1)).All(pair => Compare(pair.First, pair.Second) < 0);

    public static EnvironmentText Read(ReadOnlyMemory<byte> bytes)
    {
        var lines = new List<EnvironmentLine>();
        while (bytes.Span.IndexOf((byte)'\n') is >= 0 and var end)
        {
            lines.Add(EnvironmentLine.Read(bytes[..end]));
            bytes = bytes[(end + 1)..];
        }

        if (!bytes.IsEmpty)
            lines.Add(EnvironmentLine.Read(bytes));
        return new EnvironmentText(lines, endsInLineFeed: bytes.IsEmpty);
    }

    // Returns: the file with exactly these port variables: set in place, added, or taken out.
    public EnvironmentText With(IReadOnlyDictionary<string, string> portVariables)
    {
        var lines = new List<EnvironmentLine>(_lines);
        foreach (var name in PortVariables.Names)
        {
            var wanted = portVariables.TryGetValue(name, out var value);
            var last = lines.FindLastIndex(line => line.Name == name);
            if (wanted && last < 0)
                lines.Add(EnvironmentLine.Of(name, value!));
            else if (wanted && lines[last].Value != value)
                lines[last] = EnvironmentLine.Of(name, value!);

            var kept = wanted ? lines.FindLast(line => line.Name == name) : default;
            lines.RemoveAll(line => line.Name == name && line != kept);
        }

        if (IsCanonical)
            lines.Sort(Compare);
        var sameEnd = lines.Count > 0 && _lines.Count > 0 && lines[^1] == _lines[^1];
        return new EnvironmentText(lines, _endsInLineFeed || !sameEnd);
    }

    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        foreach (var line in _lines)
        {
            bytes.Write(line.Bytes.Span);
            bytes.WriteByte((byte)'\n');
        }

        if (!_endsInLineFeed)
            bytes.SetLength(bytes.Length - 1);
        return bytes.ToArray();
    }

    private static int Compare(EnvironmentLine one, EnvironmentLine other) => one.Bytes.Span.SequenceCompareTo(other.Bytes.Span);

    private IEnumerable<(int Line, string Reason)> Numbered(Func<EnvironmentLine, string?> reason) =>
        _lines.Select((line, index) => (index + 1, reason(line)!)).Where(numbered => numbered.Item2 is not null);
}
