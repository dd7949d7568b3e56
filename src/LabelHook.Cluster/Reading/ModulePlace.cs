using LabelHook.Database;

namespace LabelHook.Cluster.Reading;

// A module on a node, which may move to another.
internal sealed record ModulePlace(ClusterNode Node, string Module)
{
    // text: MODULE, or NODE/MODULE if several nodes have a module of that name.
    // Throws: there is no such module, or there are several.
    public static ModulePlace Find(ClusterView view, string text)
    {
        var places = view.Readable.SelectMany(Places).Where(place => place.IsNamed(text)).ToList();
        return places switch
        {
            [var place] => place,
            [] => throw new LabelHookException(ReadingProblems.ModuleUnknown(text)),
            _ => throw new LabelHookException(
                ReadingProblems.ModuleAmbiguous(text, [.. places.Select(place => place.Node.Id.ToString())])),
        };
    }

    public IEnumerable<PortRange> Blocks(Protocol protocol) => Node.Publication!.Ports.Rows(protocol)
        .Where(row => row.Module == Module)
        .Select(row => row.Ports);

    private static IEnumerable<ModulePlace> Places(ClusterNode node)
    {
        var ports = node.Publication!.Ports;
        return ports.Tcp.Concat(ports.Udp)
            .Select(row => row.Module)
            .Where(owner => Reservation.Reason(owner) is null)
            .Distinct(StringComparer.Ordinal)
            .Select(owner => new ModulePlace(node, owner));
    }

    private bool IsNamed(string text) => text == Module || text == $"{Node.Id}/{Module}";
}
