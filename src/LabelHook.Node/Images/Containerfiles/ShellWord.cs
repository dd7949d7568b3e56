using System.Text;

namespace LabelHook.Images.Containerfiles;

// A word of an instruction as it stands in the file, with its quotes and escapes. Quoting is that of BuildKit, which is
// simpler than a shell's.
// Offset: Where it begins in the text that was split.
internal readonly record struct ShellWord(string Text, int Offset)
{
    // Parameters of a shell with names that are no letters or digits.
    private const string SpecialNames = "@*#?-$!";

    // Splits at blanks that are neither quoted nor escaped.
    public static IReadOnlyList<ShellWord> Split(string text, char escape)
    {
        var words = new List<ShellWord>();
        var start = -1;
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (start >= 0)
                    words.Add(new ShellWord(text[start..i], start));
                start = -1;
                continue;
            }

            if (start < 0)
                start = i;
            if (c == escape && quote != '\'')
                i++; // the next character, if any, has no meaning
            else if (c == quote)
                quote = '\0';
            else if (quote == '\0' && c is '\'' or '"')
                quote = c;
        }

        if (start >= 0)
            words.Add(new ShellWord(text[start..], start));
        return words;
    }

    // Removes quotes and escapes.
    // value: Variables are left as they are written.
    // variable: The first variable that the word uses, as written; null if it uses none.
    // Returns: false when a quote is not closed.
    public bool TryUnquote(char escape, out string value, out string? variable)
    {
        var text = new StringBuilder();
        var quote = '\0';
        variable = null;
        for (var i = 0; i < Text.Length; i++)
        {
            var c = Text[i];
            if (quote == '\'' || c is '\'' or '"')
            {
                if (quote == '\0')
                    quote = c;
                else if (quote == c)
                    quote = '\0';
                else
                    text.Append(c);
            }
            else if (c == escape)
            {
                if (i + 1 < Text.Length)
                    text.Append(Escaped(Text[++i], escape, quote));
            }
            else
            {
                if (c == '$')
                    variable ??= VariableAt(i);
                text.Append(c);
            }
        }

        value = text.ToString();
        return quote == '\0';
    }

    // Between double quotes, only some characters can be escaped.
    private static string Escaped(char c, char escape, char quote) =>
        quote == '"' && c != '"' && c != '$' && c != escape ? $"{escape}{c}" : $"{c}";

    // Returns: null when the dollar sign begins no variable.
    private string? VariableAt(int dollar)
    {
        var rest = Text[(dollar + 1)..];
        if (rest.StartsWith('{'))
        {
            var end = rest.IndexOf('}', StringComparison.Ordinal);
            return end < 0 ? "$" + rest : "$" + rest[..(end + 1)];
        }

        var name = string.Concat(rest.TakeWhile(c => char.IsLetterOrDigit(c) || c == '_'));
        if (name.Length > 0)
            return "$" + name;
        var isSpecial = rest is [var first, ..] && SpecialNames.Contains(first, StringComparison.Ordinal);
        return isSpecial ? $"${rest[0]}" : null;
    }
}
