using LabelHook.Database;

namespace LabelHook.Adoptions;

// What an adoption brings into the registry.
// Blocks: In the order in which they are written: the first block of a module is the one that its environment file
// names.
// Records: Modules whose environment file is LabelHook's from then on.
// LeftOut: Environment files that bring nothing, and why; the others are adopted all the same.
// Conflicts: What contradicts each other; nothing is written as long as there is one.
// Warnings: What a person should know.
internal sealed record AdoptionPlan(
    IReadOnlyList<AdoptedBlock> Blocks,
    IReadOnlyList<ModuleRecord> Records,
    IReadOnlyList<Problem> LeftOut,
    IReadOnlyList<Problem> Conflicts,
    IReadOnlyList<string> Warnings)
{
    public bool IsEmpty => Blocks.Count == 0 && Records.Count == 0;
}
