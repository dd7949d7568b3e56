using System.Text;

namespace LabelHook.Tests.EnvironmentFiles;

// A second opinion: EnvironmentFile= as systemd.exec(5) describes it, in the fewest states. Comments, quotes,
// backslashes, joined lines; the last of a name wins.
internal static class SystemdReader
{
    private const string Blanks = " \t\r\n";

    public static Dictionary<string, string> Read(string text)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var at = 0;
        while (at < text.Length)
        {
            while (at < text.Length && Blanks.Contains(text[at], StringComparison.Ordinal))
                at++;
            if (at < text.Length && text[at] is '#' or ';')
            {
                SkipLine(text, ref at);
                continue;
            }

            var end = text.IndexOfAny(['=', '\n'], at);
            if (end < 0 || text[end] == '\n')
            {
                at = end < 0 ? text.Length : end + 1;
                continue;
            }

            var name = text[at..end].TrimEnd(Blanks.ToCharArray());
            at = end + 1;
            var value = ReadValue(text, ref at);
            var isName = name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
            if (isName && !char.IsAsciiDigit(name[0]))
                variables[name] = value;
        }

        return variables;
    }

    private static void SkipLine(string text, ref int at)
    {
        while (at < text.Length && text[at] != '\n')
            at += text[at] == '\\' ? 2 : 1;
        at++;
    }

    private static string ReadValue(string text, ref int at)
    {
        var value = new StringBuilder();
        var blanks = 0;
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
        var quotable = true;
        while (at < text.Length && text[at] is not ('\n' or '\r'))
        {
            var c = text[at++];
            if (quotable && c is '"' or '\'')
            {
                for (; at < text.Length && text[at] != c; at++)
                    value.Append(c == '"' && text[at] == '\\' && at + 1 < text.Length ? text[++at] : text[at]);
                at++;
                blanks = 0;
                continue;
            }

            quotable = false;
            if (c == '\\' && at < text.Length)
                c = text[at++];
            value.Append(c);
            blanks = c is ' ' or '\t' ? blanks + 1 : 0;
        }

        at++;
        return value.ToString(0, value.Length - blanks);
    }
}
