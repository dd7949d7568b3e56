namespace LabelHook.Cluster.Reading;

// How much a node's publication can be relied on.
internal enum NodeState
{
    Current,

    // It was not confirmed for a long time: the node may be down, or have changed its ports.
    Stale,

    // The cluster knows the node, but it has published nothing.
    Silent,

    // It cannot be read.
    Broken,
}
