using LabelHook.Images;
using LabelHook.Labels;

namespace LabelHook.Cli.Json;

internal sealed record InspectDocument(
    string Image,
    string ImageId,
    int Tcp,
    int Udp,
    IReadOnlyList<AuthorizationDocument> Authorizations,
    IReadOnlyList<ProblemDocument> Problems,
    IReadOnlyList<string> Warnings)
{
    public static InspectDocument Of(ModuleImage image, ModuleLabels labels, IEnumerable<Problem> problems, IReadOnlyList<string> warnings) => new(
        image.Reference,
        image.Id,
        labels.Tcp,
        labels.Udp,
        AuthorizationDocument.Of(labels.Authorizations),
        [.. problems.Select(ProblemDocument.Of)],
        warnings);
}
