namespace LabelHook.Cli.Completion;

// What a shell offers for a value, found by the name that --help gives the value.
internal static class CompletionKinds
{
    public const string Modules = "module";
    public const string Callers = "caller";
    public const string Files = "file";
    public const string Folders = "folder";
    public const string Commands = "command";

    // A value without suggestions.
    public const string None = "none";

    // What gets the names out of labelhook list: anybody may have written to the database, so nothing passes but what
    // can be a module's name.
    public const string ModuleFilter = "LC_ALL=C sed -En '2,$s/^([A-Za-z0-9][A-Za-z0-9_.-]*) +(tcp|udp|-) .*/\\1/p' | uniq";

    // Returns: one of the above, or the words themselves, bars between them.
    public static string FromValueName(string valueName) => valueName switch
    {
        "MODULE" or "MODULE|PORT" => Modules,
        "module/ID" => Callers,
        "IMAGE" or "FILE" or "DATABASE" => Files,
        "DIR" => Folders,
        "COMMAND" => Commands,
        _ when Words(valueName).Length > 1 && Words(valueName).All(word => word.Length > 0 && word.All(char.IsAsciiLetterOrDigit)) => valueName,
        _ => None,
    };

    public static string[] Words(string candidates) => candidates.Split('|');
}
