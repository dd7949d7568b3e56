namespace LabelHook.Host;

// Patterns of paths as EnvironmentFile= accepts them; glob(7).
internal static class PathPattern
{
    public static bool HasWildcard(string pattern) => pattern.AsSpan().IndexOfAny("*?[") >= 0;

    public static bool HasEscape(string pattern) => pattern.Contains('\\', StringComparison.Ordinal);

    public static bool Matches(string pattern, string path)
    {
        var patterns = pattern.Split('/');
        var names = path.Split('/');
        return patterns.Length == names.Length
            && patterns.Zip(names).All(pair => MatchesName(pair.First, pair.Second));
    }

    // Whether the pattern, an absolute path, matches something that exists.
    public static bool HasMatch(string pattern) =>
        HasMatch("/", pattern.Split('/', StringSplitOptions.RemoveEmptyEntries));

    private static bool HasMatch(string folder, ReadOnlySpan<string> names)
    {
        if (names.IsEmpty)
            return true;
        foreach (var name in Candidates(folder, names[0]))
        {
            var path = Path.Join(folder, name);
            if (Path.Exists(path) && HasMatch(path, names[1..]))
                return true;
        }

        return false;
    }

    private static IEnumerable<string> Candidates(string folder, string pattern)
    {
        if (!HasWildcard(pattern))
            return [pattern];
        try
        {
            var names = Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path));
            return [.. names.Where(name => MatchesName(pattern, name))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool MatchesName(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        // Wildcards do not match a leading dot.
        if (name.StartsWith('.') && !pattern.StartsWith('.'))
            return false;
        int at = 0, next = 0, star = -1, retry = 0;
        while (next < name.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                retry = next;
            }
            else if (MatchesLetter(pattern[at..], name[next], out var length))
            {
                at += length;
                next++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                next = ++retry;
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].TrimStart('*').IsEmpty;
    }

    // length: The length of the pattern's part that matches the letter.
    private static bool MatchesLetter(ReadOnlySpan<char> pattern, char letter, out int length)
    {
        length = 1;
        if (pattern.IsEmpty)
            return false;
        if (pattern[0] == '?')
            return true;
        if (pattern[0] == '\\' && pattern.Length > 1)
        {
            length = 2;
            return pattern[1] == letter;
        }

        return pattern[0] == '[' && MatchesSet(pattern[1..], letter, ref length) is { } isInSet
            ? isInSet
            : pattern[0] == letter;
    }

    // Returns: null when the set is not closed; the opening bracket is literal then.
    private static bool? MatchesSet(ReadOnlySpan<char> set, char letter, ref int length)
    {
        var start = set is ['!' or '^', ..] ? 1 : 0;
        if (set.Length <= start + 1 || set[(start + 1)..].IndexOf(']') is not (>= 0 and var rest))
            return null;
        var end = start + 1 + rest;
        length = end + 2;
        var isFound = false;
        for (var i = start; i < end; i++)
        {
            var isRange = i + 2 < end && set[i + 1] == '-';
            var last = isRange ? set[i + 2] : set[i];
            isFound |= letter >= set[i] && letter <= last;
            if (isRange)
                i += 2;
        }

        return isFound != (start == 1);
    }
}
