using LabelHook.Cluster.Publications;
using LabelHook.Cluster.Store;

namespace LabelHook.Cluster.Reading;

// All nodes of the cluster as the store shows them.
// Warnings: One for each node that is stale, silent or broken.
internal sealed record ClusterView(IReadOnlyList<ClusterNode> Nodes, IReadOnlyList<string> Warnings)
{
    // How far the clock of a node may be ahead of this one's; arbitrary.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    // How many nodes are read at once, so that the texts of all nodes are never in memory together; arbitrary.
    private const int Part = 100;

    // The nodes with a publication.
    public IEnumerable<ClusterNode> Readable => Nodes.Where(node => node.Publication is not null);

    public static ClusterView Read(IClusterStore store, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return Build(store.Nodes().Chunk(Part).SelectMany(store.Read), now);
    }

    public static ClusterView Build(IEnumerable<StoredNode> stored, DateTimeOffset now)
    {
        var warnings = new List<string>();
        List<ClusterNode> nodes = [.. stored.Select(node => Build(node, now, warnings))];
        if (nodes.Count == 0)
            warnings.Add(ClusterWarnings.Empty);
        return new ClusterView(nodes, warnings);
    }

    private static ClusterNode Build(StoredNode stored, DateTimeOffset now, List<string> warnings)
    {
        var node = stored.Node;
        if (stored.Fault is null && stored.Hashes.IsEmpty)
        {
            warnings.Add(ClusterWarnings.Silent(node));
            return new ClusterNode(node, NodeState.Silent, null, default);
        }

        Publication? publication = null;
        if ((stored.Fault ?? ReadFault(stored.Hashes, out publication)) is { } fault)
        {
            warnings.Add(ClusterWarnings.Broken(node, fault));
            return new ClusterNode(node, NodeState.Broken, null, default);
        }

        var age = now - publication!.Time;
        if (age < -Tolerance)
            warnings.Add(ClusterWarnings.Ahead(node, publication.Time));
        if (age > Publication.StaleAfter)
            warnings.Add(ClusterWarnings.Stale(node, age));
        var state = age > Publication.StaleAfter ? NodeState.Stale : NodeState.Current;
        return new ClusterNode(node, state, publication, age < TimeSpan.Zero ? TimeSpan.Zero : age);
    }

    private static string? ReadFault(NodeHashes hashes, out Publication? publication) =>
        PublicationText.TryRead(hashes, out publication, out var problem) ? null : problem;
}
