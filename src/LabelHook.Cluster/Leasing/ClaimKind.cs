namespace LabelHook.Cluster.Leasing;

internal enum ClaimKind
{
    // The store has the lease.
    Recorded,

    // The node publishes the lease.
    Published,

    // Modules of the node have the ports without a lease.
    Unleased,
}
