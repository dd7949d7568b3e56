namespace LabelHook.Checks;

internal static class CheckProblems
{
    public static Problem ModuleInUse(ModuleName module, IEnumerable<string> uses) => new(
        "LH3410",
        ProblemKind.Conflict,
        $"module {module} is in use: {string.Join("; ", uses)}; stop it first, or use --force",
        module.ToString());

    public static Problem UseUnknown(ModuleName module, string reason) => new(
        "LH3411",
        ProblemKind.Host,
        $"cannot see whether module {module} is in use: {reason.TrimEnd('.')}; use --force to remove it anyway",
        module.ToString());
}
