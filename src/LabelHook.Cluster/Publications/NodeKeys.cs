namespace LabelHook.Cluster.Publications;

// The keys of a node. NS8 lets a node's user write only below node/N/, and publish only on node/N/event/.
internal readonly record struct NodeKeys(NodeId Node)
{
    // All keys of all nodes.
    public const string Prefix = "node/";

    private const string SummarySuffix = "/labelhook";

    // NS8 has this key of each node that joined the cluster; core/imageroot of ns8-core, list-nodes.
    private const string Ns8Suffix = "/vpn";

    private static readonly string[] Suffixes =
        [SummarySuffix, Ns8Suffix, .. ProtocolName.All.Select(protocol => $"{SummarySuffix}/{protocol.Lower()}")];

    public string Summary => $"{Prefix}{Node}{SummarySuffix}";

    public string Event => $"{Prefix}{Node}/event/ports-changed";

    public string Ports(Protocol protocol) => $"{Summary}/{protocol.Lower()}";

    // Whether a key is of a node that published, or that NS8 knows.
    public static bool TryParse(string key, out NodeId node)
    {
        node = default;
        if (!key.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        foreach (var suffix in Suffixes)
        {
            if (key.EndsWith(suffix, StringComparison.Ordinal) && key.Length > Prefix.Length + suffix.Length)
                return NodeId.TryParse(key[Prefix.Length..^suffix.Length], out node);
        }

        return false;
    }
}
