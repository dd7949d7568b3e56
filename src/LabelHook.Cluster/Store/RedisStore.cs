using LabelHook.Cluster.Publications;

namespace LabelHook.Cluster.Store;

// The store in Redis: NodeKeys and LeaseKeys name its keys.
internal sealed class RedisStore(RedisClient client) : IClusterStore
{
    // Most keys of nodes that are looked through; arbitrary, so that a node that makes keys without end is noticed.
    private const int MaxKeys = 1_000_000;

    public IReadOnlyList<NodeId> Nodes()
    {
        var nodes = new SortedSet<NodeId>(NodeId.ByName);
        foreach (var key in client.Keys(NodeKeys.Prefix, MaxKeys))
        {
            if (NodeKeys.TryParse(key, out var node))
                nodes.Add(node);
        }

        return [.. nodes];
    }

    public IReadOnlyList<StoredNode> Read(IReadOnlyList<NodeId> nodes)
    {
        var read = client.ReadHashes(nodes.Select(Keys));
        return [.. nodes.Zip(read, Stored)];
    }

    public IReadOnlyList<StoredNode> ReadSummaries(IReadOnlyList<NodeId> nodes)
    {
        var read = client.ReadHashes(nodes.Select(node => (string[])[new NodeKeys(node).Summary]));
        return [.. nodes.Zip(read, Stored)];
    }

    public bool TryReplace(StoredNode before, NodeHashes content, string message)
    {
        var keys = new NodeKeys(before.Node);
        List<RedisChange> changes =
            [new RedisChange.DeleteKeys(Keys(before.Node)), new RedisChange.SetFields(keys.Summary, content.Summary)];
        foreach (var protocol in ProtocolName.All)
        {
            if (content.Ports(protocol).Count > 0)
                changes.Add(new RedisChange.SetFields(keys.Ports(protocol), content.Ports(protocol)));
        }

        changes.Add(new RedisChange.Publish(keys.Event, message));
        return client.TryChange(Conditions(before), changes);
    }

    public bool TryConfirm(StoredNode before, string time)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { [SummaryField.Time] = time };
        var change = new RedisChange.SetFields(new NodeKeys(before.Node).Summary, fields);
        return client.TryChange(Conditions(before), [change]);
    }

    public IReadOnlyDictionary<string, string> ReadLeases()
    {
        var leases = client.ReadHashes([[LeaseKeys.Leases]])[0];
        return leases.Fault is null
            ? leases.Hashes[0]
            : throw new LabelHookException(StoreProblems.LeasesUnreadable(client.Name, leases.Fault));
    }

    public bool TryChangeLeases(
        NodeId node,
        IReadOnlyDictionary<string, string> before,
        IReadOnlyCollection<PortRange> leased,
        IReadOnlyCollection<PortRange> released)
    {
        var conditions = leased.Concat(released)
            .Select(ports => ports.ToString())
            .Select(field => new RedisCondition(LeaseKeys.Leases, field, before.GetValueOrDefault(field)));
        var fields = leased.ToDictionary(ports => ports.ToString(), _ => node.ToString(), StringComparer.Ordinal);
        List<RedisChange> changes =
            [.. released.Select(ports => new RedisChange.DeleteField(LeaseKeys.Leases, ports.ToString()))];
        if (fields.Count > 0)
            changes.Add(new RedisChange.SetFields(LeaseKeys.Leases, fields));
        return client.TryChange([.. conditions], changes);
    }

    public void Dispose() => client.Dispose();

    private static StoredNode Stored(NodeId node, RedisHashes hashes) => hashes.Hashes switch
    {
        [var summary, var tcp, var udp] => new StoredNode(node, new NodeHashes(summary, tcp, udp)),
        [var summary] => new StoredNode(node, new NodeHashes(summary, NodeHashes.None, NodeHashes.None)),
        _ => new StoredNode(node, NodeHashes.Nothing, hashes.Fault),
    };

    // That the node's publication is still the one that was read.
    private static RedisCondition[] Conditions(StoredNode before) => before.Fault is null
        ? [new RedisCondition(new NodeKeys(before.Node).Summary, SummaryField.Publication, before.Number)]
        : [];

    private static string[] Keys(NodeId node)
    {
        var keys = new NodeKeys(node);
        return [keys.Summary, keys.Ports(Protocol.Tcp), keys.Ports(Protocol.Udp)];
    }
}
