using LabelHook.Cluster.Leasing;
using LabelHook.Cluster.Publications;
using LabelHook.Cluster.Publishing;
using LabelHook.Cluster.Store;
using LabelHook.Database;
using LabelHook.Modules;
using LabelHook.Nodes;
using LabelHook.Tests.Nodes;

namespace LabelHook.Tests.Cluster;

// A node with a database of its own, which leases chunks of 10 ports of the band 1-100.
internal sealed class LeasingNode(string name, IClusterStore store) : IDisposable
{
    public const int Size = 10;

    private readonly TestNode _node = new()
    {
        Settings = new NodeSettings { AvoidInUse = false, Band = PortBand.Create(1, 100) },
    };

    public NodeId Id { get; } = TestPublication.Node(name);

    // Who writes the leases; null for the node itself.
    public ILeaseGranter? Granter { get; set; }

    public Node Node => _node.Node;

    public IReadOnlyList<Lease> Leases => OwnLeases.Read(Node).Leases;

    // Such as "1-10 11-20".
    public string LeasedPorts => string.Join(' ', Leases.Select(lease => lease.Ports));

    public IEnumerable<PortRange> Blocks => OwnLeases.Read(Node).ModuleRows.Select(row => row.Ports);

    private LeaseKeeper Keeper => new(Node, Id, store, Granter ?? new StoreGranter(store));

    private Publisher Publisher => new(store, new PortsReader(Node), new FixedClock());

    public IReadOnlyList<PortRange> Lease(int? count = null)
    {
        var leased = Keeper.Lease(count, Size);
        Publisher.Publish(Id, isTakingOver: false);
        return leased;
    }

    public void Release(PortRange ports)
    {
        Keeper.Release(ports);
        Publisher.Publish(Id, isTakingOver: false);
        Keeper.GiveBack();
    }

    public void ReleaseAll()
    {
        Keeper.ReleaseAll();
        Publisher.Publish(Id, isTakingOver: false);
        Keeper.GiveBack();
    }

    // Returns: warnings.
    public IReadOnlyList<string> Publish()
    {
        var warnings = Keeper.Keep();
        Publisher.Publish(Id, isTakingOver: false);
        return warnings;
    }

    public PortRange Allocate(string module, int count) => new PortRequests(Node)
        .Allocate(ModuleName.Parse(module), count, Protocol.Tcp, keepExisting: true)
        .Ports;

    public void Remove(string module) => new PortRequests(Node).Deallocate(ModuleName.Parse(module), Protocol.Tcp);

    public void Claim(string module, int start, int end) =>
        new PortRequests(Node).Claim(ModuleName.Parse(module), PortRange.Create(start, end), Protocol.Tcp);

    public void Dispose() => _node.Dispose();
}
