using LabelHook.Cli.Json;

namespace LabelHook.Cluster.Documents;

internal sealed record PlacedReservationDocument(
    string Node, string Reason, IReadOnlyList<PortsDocument> Tcp, IReadOnlyList<PortsDocument> Udp);
