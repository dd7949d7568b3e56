using LabelHook.Cluster.Publications;

namespace LabelHook.Cluster.Leasing;

// That ports belong to a node.
internal sealed record Claim(NodeId Node, PortRange Ports, ClaimKind Kind);
