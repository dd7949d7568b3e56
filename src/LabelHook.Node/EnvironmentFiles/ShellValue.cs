using System.Globalization;
using System.Text;

namespace LabelHook.EnvironmentFiles;

// A value as sh reads it when it takes a file of variables in with a dot: there the file is a program. Names are not
// expanded to those of files, nor are braces, in an assignment; POSIX, Shell Command Language, 2.9.1.
internal static class ShellValue
{
    private const string Runs = "and sh runs what follows as a command";

    // Returns: why sh, or another reader that knows quotes, finds another value than the raw one; null when all find
    // the same.
    public static string? Difference(string value)
    {
        if (value.TrimEnd(' ', '\t') is var trimmed && trimmed.Length < value.Length)
            return Difference(trimmed) ?? "has a blank at the end, which systemd, sh and compose cut off";
        for (var i = 0; i < value.Length; i++)
        {
            if (Meaning(value, i) is { } meaning)
                return meaning;
        }

        return value.EnumerateRunes().Any(IsInvisible) ? "holds an invisible character, which some readers cut off" : null;
    }

    // Returns: what sh does with a value in quotes: double ones do not keep it from running commands, nor any from what
    // is behind them.
    public static string? InQuotes(string value)
    {
        value = value.TrimEnd(' ', '\t');
        var quote = '\0';
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\' && quote != '\'')
                i++; // what follows stands for itself
            else if (value[i] == quote)
                quote = '\0';
            else if (quote == '\0' && value[i] is ('\'' or '"'))
                quote = value[i];
            else if ((quote == '\0' || (quote == '"' && value[i] is ('`' or '$'))) && Meaning(value, i) is { } meaning)
                return meaning;
        }

        return null;
    }

    private static string? Meaning(string value, int at) => value[at] switch
    {
        ' ' or '\t' => value.AsSpan(at).TrimStart(" \t").StartsWith('#')
            ? "has a blank before a number sign, where a comment starts for sh and compose"
            : $"has a blank in the value, {Runs}",
        ';' or '&' or '|' => $"holds {value[at]} in the value, {Runs}",
        '(' or ')' => $"holds {value[at]} in the value, where sh stops reading the file",
        '<' or '>' => $"holds {value[at]} in the value, and sh opens the file named after it",
        '`' => $"holds a backtick in the value, {Runs}",
        '$' => value.AsSpan(at).StartsWith("$(") ? $"holds $( in the value, {Runs}" : "holds a dollar sign in the value, which sh and compose expand",
        '\\' => "holds a backslash in the value, which systemd and sh take out",
        '\'' or '"' => "holds a quote in the value, and sh reads on until the next one",
        '~' when at == 0 || value[at - 1] == ':' => "has a tilde that sh takes as a home folder",
        _ => null,
    };

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
