
namespace LabelHook.Acceptance.Ports;

// A block of ports, as all of `--json` writes it.
public sealed record PortBlock(int Start, int End)
{
    // More than this many are not listed one by one.
    private const int LongestList = 8;

    public int Count => End - Start + 1;

    public IEnumerable<int> All => Enumerable.Range(Start, Count);

    // The lines that a block calls for in an environment file.
    public static IEnumerable<string> Variables(string protocol, PortBlock? ports)
    {
        if (ports is null)
            yield break;

        yield return $"{protocol}_PORT={ports.Start}";

        if (ports.Count is > 1 and <= LongestList)
            yield return $"{protocol}_PORTS={string.Join(',', ports.All)}";

        if (ports.Count > 1)
            yield return $"{protocol}_PORTS_RANGE={ports.Start}-{ports.End}";
    }
}
