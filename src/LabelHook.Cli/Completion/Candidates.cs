namespace LabelHook.Cli.Completion;

/// <summary>What a shell offers for a value, found by the name that <c>--help</c> gives the value.</summary>
internal static class Candidates
{
    public const string Modules = "module";
    public const string Callers = "caller";
    public const string Files = "file";
    public const string Folders = "folder";
    public const string Commands = "command";

    /// <summary>A value that nobody can guess.</summary>
    public const string None = "none";

    /// <summary>What gets the names out of <c>labelhook list</c>: anybody may have written to the database, so nothing passes but what can be a module's name.</summary>
    public const string ModuleFilter = "LC_ALL=C sed -En '2,$s/^([A-Za-z0-9][A-Za-z0-9_.-]*) +(tcp|udp|-) .*/\\1/p' | uniq";

    /// <returns>One of the above, or the words themselves, bars between them.</returns>
    public static string Of(string valueName) => valueName switch
    {
        "MODULE" => Modules,
        "module/ID" => Callers,
        "IMAGE" or "FILE" or "DATABASE" => Files,
        "DIR" => Folders,
        "COMMAND" => Commands,
        _ when Words(valueName).Length > 1 && Words(valueName).All(word => word.Length > 0 && word.All(char.IsAsciiLetterOrDigit)) => valueName,
        _ => None,
    };

    public static string[] Words(string candidates) => candidates.Split('|');
}
