using LabelHook.Adoptions;

namespace LabelHook.Cli.Json;

// Errors: why environment files were not adopted.
internal sealed record AdoptDocument(
    bool Changed,
    IReadOnlyList<AdoptedDocument> Adopted,
    IReadOnlyList<string> Recorded,
    IReadOnlyList<ProblemDocument> Errors,
    IReadOnlyList<string> Warnings)
{
    public static AdoptDocument From(AdoptionPlan plan) => new(
        !plan.IsEmpty,
        [.. plan.Blocks.Select(AdoptedDocument.FromBlock)],
        [.. plan.Records.Select(record => record.Module)],
        [.. plan.LeftOut.Select(ProblemDocument.From)],
        plan.Warnings);
}
