using LabelHook.Images;

namespace LabelHook.Cli.Json;

internal sealed record InspectDocument(
    string Image, string ImageId, int Tcp, int Udp, IReadOnlyList<AuthorizationDocument> Authorizations, IReadOnlyList<ProblemDocument> Problems)
{
    public static InspectDocument Of(ModuleImage image, ModuleLabels labels, IEnumerable<Problem> problems) => new(
        image.Reference, image.Id, labels.Tcp, labels.Udp, AuthorizationDocument.Of(labels.Authorizations), [.. problems.Select(ProblemDocument.Of)]);
}
