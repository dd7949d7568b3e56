namespace LabelHook.Cluster.Leasing;

internal enum LeaseState
{
    // The store has it, and the node uses it.
    Current,

    // The node does not use it, or has not published since.
    Unused,

    // The store does not have it; the node's next publication leases it again.
    Lost,

    // Another node uses the ports, too.
    Conflict,
}
