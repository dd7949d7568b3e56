namespace LabelHook.Cli.Completion;

// The kinds of suggestions for a value, derived from its name in --help.
internal static class CompletionKinds
{
    public const string Modules = "module";
    public const string Callers = "caller";
    public const string Images = "image";
    public const string Reserved = "reserved";
    public const string Files = "file";
    public const string Folders = "folder";
    public const string Commands = "command";

    // A value without suggestions.
    public const string None = "none";

    // The kinds that 'labelhook completion' prints the candidates of.
    public static readonly IReadOnlyList<string> FromProgram = [Modules, Images, Reserved];

    // The options that choose the candidates. The scripts pass them on.
    public static readonly IReadOnlyList<string> PassedOptions = ["--state", "--config", "--engine", "--protocol"];

    // argument: Of the command, as the help names it.
    public static string FromArgument(string command, string argument) =>
        (command, argument) is ("unreserve", "PORTS") ? Reserved : FromValueName(argument);

    // Returns: one of the above, or the accepted words, separated by bars.
    public static string FromValueName(string valueName) => valueName switch
    {
        "module/ID" => Callers,
        "IMAGE" or "IMAGE[=COUNT]" => Images,
        "FILE" or "DATABASE" => Files,
        "DIR" => Folders,
        "COMMAND" => Commands,
        _ when Words(valueName).Contains("MODULE", StringComparer.Ordinal) => Modules,
        _ when Words(valueName) is { Length: > 1 } words && Array.TrueForAll(words, IsWord) => valueName,
        _ => None,
    };

    public static string[] Words(string candidates) => candidates.Split('|');

    private static bool IsWord(string text) => text.Length > 0 && text.All(char.IsAsciiLetterOrDigit);
}
