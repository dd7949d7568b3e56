namespace LabelHook.Nodes;

// The helper module that NS8 allocates ports to while it copies a module's data; clone-module of ns8-core.
internal static class CopyHelper
{
    private const string Suffix = "_rsync";

    public static string NameFor(ModuleName module) => module + Suffix;

    // Returns: the module that the helper copies; null when the name is not a helper's.
    public static string? ModuleOf(string name) =>
        name.EndsWith(Suffix, StringComparison.Ordinal) && name.Length > Suffix.Length ? name[..^Suffix.Length] : null;
}
