namespace LabelHook.Cluster.Publications;

// What the store has of a node: three hashes of names and values, untrusted when read. A missing hash is empty.
internal sealed record NodeHashes(
    IReadOnlyDictionary<string, string> Summary,
    IReadOnlyDictionary<string, string> Tcp,
    IReadOnlyDictionary<string, string> Udp)
{
    public static readonly IReadOnlyDictionary<string, string> None =
        new Dictionary<string, string>(StringComparer.Ordinal);

    public static readonly NodeHashes Nothing = new(None, None, None);

    public IReadOnlyDictionary<string, string> Ports(Protocol protocol) => protocol == Protocol.Tcp ? Tcp : Udp;

    public bool IsEmpty => Summary.Count + Tcp.Count + Udp.Count == 0;

    // Whether both say the same, except when they were written.
    public bool HasContentOf(NodeHashes other) =>
        AreEqual(WithoutStamps(Summary), WithoutStamps(other.Summary))
        && AreEqual(Tcp, other.Tcp)
        && AreEqual(Udp, other.Udp);

    private static Dictionary<string, string> WithoutStamps(IReadOnlyDictionary<string, string> summary)
    {
        var rest = new Dictionary<string, string>(summary, StringComparer.Ordinal);
        rest.Remove(SummaryField.Time);
        rest.Remove(SummaryField.Publication);
        return rest;
    }

    private static bool AreEqual(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other)
    {
        if (one.Count != other.Count)
            return false;
        foreach (var (name, value) in one)
        {
            if (!other.TryGetValue(name, out var found) || found != value)
                return false;
        }

        return true;
    }
}
