namespace LabelHook.Cluster.Publications;

internal static class LeaseKeys
{
    // The hash of all leases: ports, as in 20001-20500, and the node that has them. NS8 lets nodes read it, and only the
    // leader write it.
    public const string Leases = "cluster/labelhook/leases";
}
