using LabelHook.Database;

namespace LabelHook.Adoptions;

/// <summary>What an adoption brings into the registry.</summary>
/// <param name="Blocks">In the order in which they are written: the first block of a module is the one that its environment file names.</param>
/// <param name="Records">Modules whose environment file is LabelHook's from then on.</param>
/// <param name="LeftOut">Environment files that bring nothing, and why; the others are adopted all the same.</param>
/// <param name="Conflicts">What contradicts each other; nothing is written as long as there is one.</param>
/// <param name="Warnings">What a person should know.</param>
internal sealed record AdoptionPlan(
    IReadOnlyList<AdoptedBlock> Blocks,
    IReadOnlyList<ModuleRecord> Records,
    IReadOnlyList<Problem> LeftOut,
    IReadOnlyList<Problem> Conflicts,
    IReadOnlyList<string> Warnings)
{
    public bool IsEmpty => Blocks.Count == 0 && Records.Count == 0;
}
