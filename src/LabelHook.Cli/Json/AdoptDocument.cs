using LabelHook.Adoptions;

namespace LabelHook.Cli.Json;

// LeftOut: Environment files that were not adopted, and why.
internal sealed record AdoptDocument(
    bool Changed,
    IReadOnlyList<AdoptedDocument> Adopted,
    IReadOnlyList<string> Recorded,
    IReadOnlyList<ProblemDocument> LeftOut,
    IReadOnlyList<string> Warnings)
{
    public static AdoptDocument Of(AdoptionPlan plan) => new(
        !plan.IsEmpty,
        [.. plan.Blocks.Select(AdoptedDocument.Of)],
        [.. plan.Records.Select(record => record.Module)],
        [.. plan.LeftOut.Select(ProblemDocument.Of)],
        plan.Warnings);
}
