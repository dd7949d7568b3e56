using LabelHook.Cli.Json;
using LabelHook.Cluster.Reading;
using LabelHook.Database;

namespace LabelHook.Cluster.Documents;

internal sealed record ListDocument(
    IReadOnlyList<NodeDocument> Nodes,
    IReadOnlyList<PlacedModuleDocument> Modules,
    IReadOnlyList<PlacedReservationDocument> Reservations,
    IReadOnlyList<string> Warnings)
{
    public static ListDocument From(ClusterView view)
    {
        var modules = new List<PlacedModuleDocument>();
        var reservations = new List<PlacedReservationDocument>();
        foreach (var node in view.Readable)
        {
            foreach (var owner in OwnerPorts.Read(node))
            {
                var (tcp, udp) = (PortsDocument.FromRanges(owner.Tcp), PortsDocument.FromRanges(owner.Udp));
                if (Reservation.Reason(owner.Owner) is { } reason)
                    reservations.Add(new PlacedReservationDocument($"{node.Id}", reason, tcp, udp));
                else
                    modules.Add(new PlacedModuleDocument($"{node.Id}", owner.Owner, tcp, udp));
            }
        }

        return new ListDocument(NodeDocument.FromAll(view), modules, reservations, view.Warnings);
    }
}
