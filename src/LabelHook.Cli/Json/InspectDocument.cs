using LabelHook.Images;
using LabelHook.Labels;

namespace LabelHook.Cli.Json;

// A demand, or the authorizations, are null if the label is not valid; Errors has the reason.
internal sealed record InspectDocument(
    string Image,
    string? ImageId,
    int? TcpPortsDemand,
    int? UdpPortsDemand,
    IReadOnlyList<AuthorizationDocument>? Authorizations,
    IReadOnlyList<ProblemDocument> Errors,
    IReadOnlyList<string> Warnings)
{
    public static InspectDocument From(
        ModuleImage image, ModuleLabels labels, IEnumerable<Problem> problems, IReadOnlyList<string> warnings) => new(
        image.Reference,
        JsonText.KnownOrNull(image.Id),
        Demand(labels, Protocol.Tcp, labels.Tcp),
        Demand(labels, Protocol.Udp, labels.Udp),
        labels.Refused.Contains(ModuleLabels.AuthorizationsLabel)
            ? null
            : AuthorizationDocument.FromAuthorizations(labels.Authorizations),
        [.. problems.Select(ProblemDocument.From)],
        warnings);

    private static int? Demand(ModuleLabels labels, Protocol protocol, int demand) =>
        labels.Refused.Contains(ModuleLabels.DemandLabel(protocol)) ? null : demand;
}
