namespace LabelHook.Cli.Completion;

// The kinds of suggestions for a value, derived from its name in --help.
internal static class CompletionKinds
{
    public const string Modules = "module";
    public const string Callers = "caller";
    public const string Files = "file";
    public const string Folders = "folder";
    public const string Commands = "command";

    // A value without suggestions.
    public const string None = "none";

    // Extracts the module names from 'labelhook list'. Any program may have written to the database, so only valid
    // names pass.
    public const string ModuleFilter =
        "LC_ALL=C sed -En '2,$s/^([A-Za-z0-9][A-Za-z0-9_.-]*) +(tcp|udp|-) .*/\\1/p' | uniq";

    // Returns: one of the above, or the accepted words, separated by bars.
    public static string FromValueName(string valueName) => valueName switch
    {
        "MODULE" or "MODULE|PORT" => Modules,
        "module/ID" => Callers,
        "IMAGE" or "IMAGE[=COUNT]" or "FILE" or "DATABASE" => Files,
        "DIR" => Folders,
        "COMMAND" => Commands,
        _ when Words(valueName) is { Length: > 1 } words && Array.TrueForAll(words, IsWord) => valueName,
        _ => None,
    };

    public static string[] Words(string candidates) => candidates.Split('|');

    private static bool IsWord(string text) => text.Length > 0 && text.All(char.IsAsciiLetterOrDigit);
}
