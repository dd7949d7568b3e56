using LabelHook.Cluster.Publications;
using LabelHook.Nodes;

namespace LabelHook.Cluster.Publishing;

internal static class PortsReader
{
    // Reads the ports of a node in one transaction.
    public static PortsSnapshot Read(Node node)
    {
        using var database = node.Open(toRead: true);
        return database.Read(() => new PortsSnapshot(
            RegistryIdentity.Read(node.Options.Database),
            database.LastChange,
            node.Settings.Band,
            database.Allocations(Protocol.Tcp),
            database.Allocations(Protocol.Udp)));
    }
}
