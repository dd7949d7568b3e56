using LabelHook.Database;

namespace LabelHook.Adoptions;

// What an adoption writes.
// Blocks: In the order in which they are written: the first block of a module is the one that its environment file
// names.
// Records: Modules that get a record: LabelHook keeps their environment files from then on.
// LeftOut: Why some environment files are not adopted; the others are.
// Conflicts: What contradicts each other; nothing is written while there are any.
internal sealed record AdoptionPlan(
    IReadOnlyList<AdoptedBlock> Blocks,
    IReadOnlyList<ModuleRecord> Records,
    IReadOnlyList<Problem> LeftOut,
    IReadOnlyList<Problem> Conflicts,
    IReadOnlyList<string> Warnings)
{
    public bool IsEmpty => Blocks.Count == 0 && Records.Count == 0;
}
