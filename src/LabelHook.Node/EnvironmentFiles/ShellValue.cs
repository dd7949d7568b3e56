using System.Globalization;
using System.Text;

namespace LabelHook.EnvironmentFiles;

// A value as sh reads it when it runs the file as a script. In an assignment, sh expands neither file name patterns nor
// braces; POSIX, Shell Command Language, 2.9.1.
internal static class ShellValue
{
    private const string Runs = "and sh runs what follows as a command";

    // Returns: why sh or another reader with quoting finds a different value; null when all find the same.
    public static string? Difference(string value)
    {
        if (value.TrimEnd(' ', '\t') is var trimmed && trimmed.Length < value.Length)
            return Difference(trimmed) ?? "has a blank at the end, which systemd, sh and compose remove";
        for (var i = 0; i < value.Length; i++)
        {
            if (Meaning(value, i) is { } meaning)
                return meaning;
        }

        return value.EnumerateRunes().Any(IsInvisible)
            ? "contains an invisible character, which some readers remove"
            : null;
    }

    // Returns: what sh does to a quoted value, because it runs commands inside double quotes and after any closed
    // quote.
    public static string? InQuotes(string value)
    {
        value = value.TrimEnd(' ', '\t');
        var quote = '\0';
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\' && quote != '\'')
                i++; // the next character is literal
            else if (value[i] == quote)
                quote = '\0';
            else if (quote == '\0' && value[i] is ('\'' or '"'))
                quote = value[i];
            else if (IsActive(quote, value[i]) && Meaning(value, i) is { } meaning)
                return meaning;
        }

        return null;
    }

    private static bool IsActive(char quote, char letter) =>
        quote == '\0' || (quote == '"' && letter is ('`' or '$'));

    private static string? Meaning(string value, int at) => value[at] switch
    {
        ' ' or '\t' when value.AsSpan(at).TrimStart(" \t").StartsWith('#') =>
            "has a blank before a number sign, which starts a comment for sh and compose",
        ' ' or '\t' => $"has a blank in the value, {Runs}",
        ';' or '&' or '|' => $"contains {value[at]} in the value, {Runs}",
        '(' or ')' => $"contains {value[at]} in the value, where sh stops reading the file",
        '<' or '>' => $"contains {value[at]} in the value, and sh opens the file named after it",
        '`' => $"contains a backtick in the value, {Runs}",
        '$' when value.AsSpan(at).StartsWith("$(") => $"contains $( in the value, {Runs}",
        '$' => "contains a dollar sign in the value, which sh and compose expand",
        '\\' => "contains a backslash in the value, which systemd and sh remove",
        '\'' or '"' => "contains a quote in the value, and sh reads on until the next one",
        '~' when at == 0 || value[at - 1] == ':' => "has a tilde that sh expands to a home folder",
        _ => null,
    };

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned;
}
