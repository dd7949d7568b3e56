using System.Runtime.InteropServices;

namespace LabelHook.EnvironmentFiles;

// The lines of an environment file. LabelHook changes only the port variables: every other line keeps its place, byte
// for byte.
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

    // Lines that some readers understand differently; numbers start at 1.
    public IEnumerable<(int Number, string Reason)> Warnings => Numbered(line => line.Warning);

    // Lines that keep LabelHook from writing the file; numbers start at 1.
    public IEnumerable<(int Number, string Reason)> Errors => Numbered(line => line.Error);

    // The first of Errors; null if there is none.
    public (int Number, string Reason)? FirstError
    {
        get
        {
            for (var i = 0; i < _lines.Count; i++)
            {
                if (_lines[i].Error is { } reason)
                    return (i + 1, reason);
            }

            return null;
        }
    }

    public bool IsEmpty => _lines.Count == 0;

    // The variables that all readers find, with the literal value of the last line of each name.
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

    // Whether the lines are sorted, as NS8 writes them; the file then stays sorted.
    private bool IsCanonical =>
        _endsInLineFeed
        && _lines.TrueForAll(line => line.Name is not null)
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

    // Throws: a line changes the meaning of others, or makes a reader refuse the whole file.
    public void RefuseErrors(string path)
    {
        if (FirstError is var (number, reason))
            throw new LabelHookException(EnvironmentProblems.BadLine(path, number, reason));
    }

    // Whether the file has exactly these port variables, each in one line, so that With changes nothing.
    public bool Has(IReadOnlyDictionary<string, string> portVariables)
    {
        foreach (var name in PortVariables.Names)
        {
            var wanted = portVariables.GetValueOrDefault(name);
            var count = 0;
            foreach (ref readonly var line in CollectionsMarshal.AsSpan(_lines))
            {
                if (line.Name != name)
                    continue;
                if (line.Value != wanted)
                    return false;
                count++;
            }

            if (count != (wanted is null ? 0 : 1))
                return false;
        }

        return true;
    }

    // Returns: the file with exactly these port variables: changed in place, added or removed.
    public EnvironmentText With(IReadOnlyDictionary<string, string> portVariables)
    {
        var lines = new List<EnvironmentLine>(_lines);
        foreach (var name in PortVariables.Names)
        {
            var wanted = portVariables.TryGetValue(name, out var value);
            var last = lines.FindLastIndex(line => line.Name == name);
            if (wanted && last < 0)
                lines.Add(EnvironmentLine.ForVariable(name, value!));
            else if (wanted && lines[last].Value != value)
                lines[last] = EnvironmentLine.ForVariable(name, value!);

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

    private static int Compare(EnvironmentLine one, EnvironmentLine other) =>
        one.Bytes.Span.SequenceCompareTo(other.Bytes.Span);

    private IEnumerable<(int Number, string Reason)> Numbered(Func<EnvironmentLine, string?> reasonOf)
    {
        for (var i = 0; i < _lines.Count; i++)
        {
            if (reasonOf(_lines[i]) is { } reason)
                yield return (i + 1, reason);
        }
    }
}
