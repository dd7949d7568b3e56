using LabelHook.Cluster.Publications;
using LabelHook.Cluster.Store;

namespace LabelHook.Tests.Cluster;

// A store in memory, which tells what was changed in it.
internal sealed class MemoryStore : IClusterStore
{
    private readonly SortedDictionary<NodeId, NodeHashes> _nodes = new(NodeId.ByName);

    public List<string> Changes { get; } = [];

    public Dictionary<string, string> Leases { get; private set; } = [];

    // Runs before a change, as another process that is faster.
    public Action BeforeChange { get; set; } = () => { };

    public NodeHashes this[NodeId node]
    {
        get => _nodes.GetValueOrDefault(node, NodeHashes.Nothing);
        set => _nodes[node] = value;
    }

    public IReadOnlyList<NodeId> Nodes() => [.. _nodes.Keys];

    public IReadOnlyList<StoredNode> Read(IReadOnlyList<NodeId> nodes) =>
        [.. nodes.Select(node => new StoredNode(node, this[node]))];

    public IReadOnlyList<StoredNode> ReadSummaries(IReadOnlyList<NodeId> nodes) => Read(nodes);

    public IReadOnlyDictionary<string, string> ReadLeases() => new Dictionary<string, string>(Leases);

    public bool TryChangeLeases(
        NodeId node,
        IReadOnlyDictionary<string, string> before,
        IReadOnlyCollection<PortRange> leased,
        IReadOnlyCollection<PortRange> released)
    {
        BeforeChange();
        var fields = leased.Concat(released).Select(ports => ports.ToString());
        if (fields.Any(field => Leases.GetValueOrDefault(field) != before.GetValueOrDefault(field)))
            return false;
        foreach (var ports in leased)
            Leases[$"{ports}"] = $"{node}";
        foreach (var ports in released)
            Leases.Remove($"{ports}");
        return true;
    }

    public bool TryReplace(StoredNode before, NodeHashes content, string message) =>
        TryChange(before, $"replaced {message}", () => this[before.Node] = content);

    public bool TryConfirm(StoredNode before, string time) => TryChange(
        before, $"confirmed {time}", () => this[before.Node] = this[before.Node].With(SummaryField.Time, time));

    public void Dispose()
    {
    }

    private bool TryChange(StoredNode before, string words, Action change)
    {
        BeforeChange();
        if (new StoredNode(before.Node, this[before.Node]).Number != before.Number)
            return false;
        Changes.Add(words);
        change();
        return true;
    }
}
