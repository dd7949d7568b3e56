using LabelHook.Cluster.Publications;
using LabelHook.Nodes;

namespace LabelHook.Cluster.Publishing;

internal sealed class PortsReader(Node node) : IPortsSource
{
    // Reads the ports in one transaction.
    public PortsSnapshot Read()
    {
        using var database = node.Open(toRead: true);
        return database.Read(() =>
        {
            var generation = database.LastChange;
            return new PortsSnapshot(
                RegistryIdentity.Read(node.Options.Database),
                generation,
                ChangeDigest.Compute(database.LoggedChange(generation)),
                node.BandIn(database),
                [.. database.Leases().Select(lease => lease.Ports)],
                database.Allocations(Protocol.Tcp),
                database.Allocations(Protocol.Udp));
        });
    }

    public long ReadGeneration()
    {
        using var database = node.Open(toRead: true);
        return database.LastChange;
    }

    public string DigestOf(long generation)
    {
        using var database = node.Open(toRead: true);
        return ChangeDigest.Compute(database.LoggedChange(generation));
    }
}
