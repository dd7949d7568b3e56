using LabelHook.Database;
using static LabelHook.Wording;

namespace LabelHook.Cluster.Leasing;

internal static class LeasingProblems
{
    public static Problem Count(string value, PortRange band) => Refused(
        "LH7301",
        ProblemKind.InvalidRequest,
        $"COUNT {Shown(value)} is not valid",
        value,
        $"a number from 1 to {band.Count}, the size of the band {band}");

    public static Problem ChunkSize(string value) => Refused(
        "LH7302",
        ProblemKind.InvalidRequest,
        $"chunk size {Shown(value)} is not valid",
        value,
        $"a number from 1 to {PortRange.MaxPort}");

    public static Problem OtherChunkSize(int wanted, int size) => new(
        "LH7303",
        ProblemKind.Conflict,
        $"cannot lease chunks of {wanted} ports: the cluster has leased chunks of {size}",
        $"{wanted}");

    public static Problem AllLeased(int count, PortRange band) => new(
        "LH7304",
        ProblemKind.BandExhausted,
        $"cannot lease {count} consecutive ports: none are left in {band}; see 'labelhook-cluster leases'",
        $"{count}");

    public static Problem Contended() => new(
        "LH7305",
        ProblemKind.Conflict,
        "other nodes leased the same ports meanwhile; run the command again");

    public static Problem NotLeased(PortRange ports) => new(
        "LH7306",
        ProblemKind.InvalidRequest,
        $"ports {ports} are not a lease of this node; see 'labelhook-cluster leases'",
        ports.ToString());

    public static Problem InUse(PortRange ports, PortRange block, string owner) => new(
        "LH7307",
        ProblemKind.Conflict,
        $"cannot release the lease of {ports}: {block} is allocated to {DatabaseProblems.Owner(owner)}; "
        + "move or remove the module",
        ports.ToString());

    public static Problem LastLease(PortRange ports) => new(
        "LH7308",
        ProblemKind.Conflict,
        $"cannot release the lease of {ports}: it is the last one, and without a lease the node allocates from its "
        + "whole band; use --all if this is intended",
        ports.ToString());

    public static Problem Release() => new(
        "LH7309", ProblemKind.InvalidRequest, "name either the ports of a lease or --all");

    // words: What the action or the program that runs it answered.
    public static Problem ActionFailed(string words) => new(
        "LH7310", ProblemKind.Host, $"the leader did not lease the ports: {Shown(words, words.Length)}");
}
