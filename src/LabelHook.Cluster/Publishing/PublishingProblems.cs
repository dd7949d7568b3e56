using LabelHook.Cluster.Publications;
using static LabelHook.Wording;

namespace LabelHook.Cluster.Publishing;

internal static class PublishingProblems
{
    public static Problem NodeUnnamed() => new(
        "LH7101", ProblemKind.InvalidRequest, "the node has no name; use --node or NODE_ID");

    public static Problem Node(string source, string value) => Refused(
        "LH7102", ProblemKind.InvalidRequest, $"{source} {Shown(value)} is not valid", value, NodeId.Accepted);

    public static Problem OtherRegistry(string node, string published, string own) => new(
        "LH7103",
        ProblemKind.Conflict,
        $"another ports database publishes as node {Shown(node)}: {published}, and this one is {own}; "
        + "give each node its own name, or use --take-over if this database replaces the other one",
        node);

    public static Problem OlderRegistry(string node, long published, long own) => new(
        "LH7104",
        ProblemKind.Conflict,
        $"the ports database is older than what node {Shown(node)} has published: generation {own}, "
        + $"and {published} is published; "
        + "run 'labelhook check' if it was restored from a backup, then use --take-over",
        node);

    public static Problem Diverged(string node, long generation) => new(
        "LH7106",
        ProblemKind.Conflict,
        $"the ports database is not the one that published as node {Shown(node)}: they differ in change {generation}; "
        + "one of them is a copy, or was restored from a backup: "
        + "run 'labelhook check', then use --take-over if this one replaces the other",
        node);

    public static Problem Contended(string node, int attempts) => new(
        "LH7105",
        ProblemKind.Conflict,
        $"node {Shown(node)} was published {attempts} times by other processes meanwhile; run the command again",
        node);
}
