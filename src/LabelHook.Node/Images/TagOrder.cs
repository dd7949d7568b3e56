using System.Collections.Frozen;

namespace LabelHook.Images;

// The order of tags as versions: numbers compare as numbers, a pre-release comes before its release (1.10.0-rc.2,
// 1.10.0, 1.10.0-alpine), and a tag that does not start with a number (latest, main) comes before every version. The
// order is total, so a choice never depends on the order in which an engine lists the tags;
// https://semver.org/#spec-item-11.
internal sealed class TagOrder : IComparer<string>
{
    // Words that mark a pre-release; other words mark a variant of the release.
    private static readonly FrozenSet<string> PreReleases = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "a", "alpha", "b", "beta", "c", "canary", "dev", "ea", "git", "m", "milestone", "next", "nightly", "pre",
        "preview", "rc", "snapshot", "test", "testing", "unstable");

    public static TagOrder Default { get; } = new();

    public int Compare(string? x, string? y)
    {
        var (first, second) = (Parts(x ?? ""), Parts(y ?? ""));
        if (IsVersion(first) != IsVersion(second))
            return IsVersion(first) ? 1 : -1;
        var order = IsVersion(first) ? Compare(first, second) : 0;
        return order != 0 ? order : string.CompareOrdinal(x, y);
    }

    private static bool IsVersion(List<string> parts) => parts is [var first, ..] && IsNumber(first);

    // Runs of digits and runs of letters. Separators do not count, nor does the v of v1.0.
    private static List<string> Parts(string tag)
    {
        var parts = new List<string>();
        for (var start = tag is ['v' or 'V', >= '0' and <= '9', ..] ? 1 : 0; start < tag.Length;)
        {
            var end = start;
            while (end < tag.Length && IsOneRun(tag[start], tag[end]))
                end++;
            if (end > start)
                parts.Add(tag[start..end]);
            start = Math.Max(end, start + 1);
        }

        return parts;
    }

    private static bool IsOneRun(char first, char next) =>
        char.IsAsciiDigit(first) ? char.IsAsciiDigit(next) : char.IsAsciiLetter(first) && char.IsAsciiLetter(next);

    private static int Compare(List<string> first, List<string> second)
    {
        for (var i = 0; i < Math.Max(first.Count, second.Count); i++)
        {
            var (one, other) = (first.ElementAtOrDefault(i), second.ElementAtOrDefault(i));
            var order = Rank(one).CompareTo(Rank(other));
            if (order == 0)
                order = IsNumber(one) ? CompareNumbers(one!, other!) : string.CompareOrdinal(one, other);
            if (order != 0)
                return order;
        }

        return 0;
    }

    private static int Rank(string? part)
    {
        if (part is null)
            return 1;
        if (IsNumber(part))
            return 3;
        return PreReleases.Contains(part) ? 0 : 2;
    }

    private static bool IsNumber(string? part) => part is [>= '0' and <= '9', ..];

    // As texts, because a tag may have 128 digits.
    private static int CompareNumbers(string one, string other)
    {
        var (first, second) = (one.TrimStart('0'), other.TrimStart('0'));
        var order = first.Length.CompareTo(second.Length);
        return order != 0 ? order : string.CompareOrdinal(first, second);
    }
}
