namespace LabelHook.Benchmarks;

// The program for clusters where a number of nodes publish in one Redis.
// Commands: what each command took, in the order of ClusterGrowth.Commands.
// BytesPerNode: what Redis keeps for a node.
// ForPublish, ForList: how many commands Redis serves for a first publication, and for a list.
internal sealed record ClusterSize(
    int Nodes, IReadOnlyList<Measurement> Commands, long BytesPerNode, long ForPublish, long ForList);
