using LabelHook.Checks;

namespace LabelHook.Cli.Json;

internal sealed record FindingDocument(
    string Kind,
    bool Note,
    string? Module,
    IReadOnlyList<PortsDocument> Tcp,
    IReadOnlyList<PortsDocument> Udp,
    string Message,
    string Remedy)
{
    public static FindingDocument From(Finding finding) => new(
        finding.Word,
        finding.IsNote,
        finding.Module,
        Ports(finding, Protocol.Tcp),
        Ports(finding, Protocol.Udp),
        finding.Message,
        finding.Remedy);

    private static IReadOnlyList<PortsDocument> Ports(Finding finding, Protocol member) =>
        PortsDocument.FromProtocol(finding.Protocol ?? member, member, finding.Ports);
}
