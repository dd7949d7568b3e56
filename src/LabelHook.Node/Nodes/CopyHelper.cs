namespace LabelHook.Nodes;

// The helper for which NS8 allocates ports while it copies a module's data; clone-module of ns8-core.
internal static class CopyHelper
{
    private const string Suffix = "_rsync";

    public static string NameFor(ModuleName module) => module + Suffix;

    // Returns: the module that a helper of this name copies; null when the name is not that of a helper.
    public static string? ModuleOf(string name) =>
        name.EndsWith(Suffix, StringComparison.Ordinal) && name.Length > Suffix.Length ? name[..^Suffix.Length] : null;
}
