using LabelHook.Cli.Json;

namespace LabelHook.Cluster.Documents;

internal sealed record PlacedModuleDocument(
    string Node, string Module, IReadOnlyList<PortsDocument> Tcp, IReadOnlyList<PortsDocument> Udp);
