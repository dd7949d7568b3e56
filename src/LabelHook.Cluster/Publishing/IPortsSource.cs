using LabelHook.Cluster.Publications;

namespace LabelHook.Cluster.Publishing;

// The ports database of this node.
internal interface IPortsSource
{
    PortsSnapshot Read();

    // The number of the last change.
    long ReadGeneration();

    // The digest of a change in the log; empty if the log does not have it.
    string DigestOf(long generation);
}
