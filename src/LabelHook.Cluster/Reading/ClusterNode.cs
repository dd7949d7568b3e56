using LabelHook.Cluster.Publications;
using LabelHook.Maps;

namespace LabelHook.Cluster.Reading;

// A node as its publication shows it.
// Publication: Null if the node is silent or broken.
// Age: Since the publication was made or confirmed; not below zero.
internal sealed record ClusterNode(NodeId Id, NodeState State, Publication? Publication, TimeSpan Age)
{
    private readonly Dictionary<Protocol, ProtocolMap> _maps = [];

    // The node must have a publication.
    public ProtocolMap Map(Protocol protocol)
    {
        if (!_maps.TryGetValue(protocol, out var map))
            _maps[protocol] = map = Publication!.Ports.Map(protocol);
        return map;
    }
}
