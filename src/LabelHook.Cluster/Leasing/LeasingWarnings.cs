namespace LabelHook.Cluster.Leasing;

internal static class LeasingWarnings
{
    public static string Ignored(string ports, string node) =>
        $"the lease of {Wording.Shown(ports)} for node {Wording.Shown(node)} is ignored: it is not valid";

    public static string Conflict(PortRange ports, string rival) =>
        $"node {rival} also uses the leased ports {ports}: no new ports are allocated there; see 'labelhook check'";

    public static string NotKept(Problem problem) => $"the leases of this node were not confirmed: {problem.Message}";

    public static string AllLeased(int count, PortRange band) =>
        $"this node runs low on leased ports, and no {count} consecutive ports in {band} are left to lease";
}
