using LabelHook.Adoptions;

namespace LabelHook.Cli.Json;

internal sealed record AdoptDocument(bool Changed, IReadOnlyList<AdoptedDocument> Adopted, IReadOnlyList<string> Recorded, IReadOnlyList<string> Warnings)
{
    public static AdoptDocument Of(AdoptionPlan plan) =>
        new(!plan.IsEmpty, [.. plan.Blocks.Select(AdoptedDocument.Of)], [.. plan.Records.Select(record => record.Module)], plan.Warnings);
}
