using LabelHook.Labels;
using LabelHook.Modules;

namespace LabelHook.Cli.Json;

// A demand, or the authorizations, are null if the label is not valid; Errors has the reason.
// Variables: Those of a module on an empty node; null if there are errors.
// Differences: From what a sample expects; null without --expect.
internal sealed record InspectDocument(
    string Image,
    string? ImageId,
    int? TcpPortsDemand,
    int? UdpPortsDemand,
    IReadOnlyList<AuthorizationDocument>? Authorizations,
    IReadOnlyDictionary<string, string>? Variables,
    IReadOnlyList<DifferenceDocument>? Differences,
    IReadOnlyList<ProblemDocument> Errors,
    IReadOnlyList<string> Warnings)
{
    // differences: Null if they were not asked for.
    public static InspectDocument From(
        Inspection inspection, IReadOnlyList<Difference>? differences, IReadOnlyList<string> warnings) => new(
        inspection.Image.Reference,
        JsonText.KnownOrNull(inspection.Image.Id),
        Demand(inspection.Labels, Protocol.Tcp),
        Demand(inspection.Labels, Protocol.Udp),
        inspection.Labels.Refused.Contains(ModuleLabels.AuthorizationsLabel)
            ? null
            : AuthorizationDocument.FromAuthorizations(inspection.Labels.Authorizations),
        inspection.Variables,
        differences is null ? null : [.. differences.Select(DifferenceDocument.From)],
        [.. inspection.Problems.Select(ProblemDocument.From)],
        warnings);

    private static int? Demand(ModuleLabels labels, Protocol protocol) =>
        labels.Refused.Contains(ModuleLabels.DemandLabel(protocol)) ? null : labels.Demand(protocol);
}
