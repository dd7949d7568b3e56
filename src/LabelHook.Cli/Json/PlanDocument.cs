using LabelHook.Plans;

namespace LabelHook.Cli.Json;

// Misfit: The first module that does not fit.
internal sealed record PlanDocument(
    PortsDocument? Band,
    bool AllFit,
    IReadOnlyList<PlannedImageDocument> Images,
    MisfitDocument? Misfit,
    IReadOnlyList<string> Warnings)
{
    public static PlanDocument From(PlanResult result, IReadOnlyList<string> warnings) => new(
        PortsDocument.FromRange(result.Band),
        result.AllFit,
        [.. result.Images.Select(PlannedImageDocument.From)],
        result.Misfit is { } misfit ? MisfitDocument.From(misfit) : null,
        warnings);
}
