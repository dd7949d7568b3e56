using LabelHook.Ports;

namespace LabelHook.Images;

/// <summary>
/// Whether the key of a label is nearly one of LabelHook's: such a label does nothing, and an image that demands ports by it gets none. What is
/// compared are letters and digits alone, so that blanks (buildah keeps those of <c>name = value</c>), case, hyphens and dots do not count.
/// </summary>
internal static class NearLabel
{
    private const string Prefix = "orgnethserver";

    /// <summary>How many letters may be wrong; arbitrary, no two labels of NS8 are as near.</summary>
    private const int MostWrong = 3;

    /// <summary>How many may be in a name under a prefix that is not LabelHook's.</summary>
    private const int MostWrongElsewhere = 2;

    /// <summary>Longest key that is looked at; arbitrary.</summary>
    private const int MaxKey = 128;

    /// <summary>Words that no other label of NS8 has in its name.</summary>
    private static readonly string[] Words = ["port", "demand", "tcp", "udp", "authori"];

    /// <summary>One of these is in every key that is near; most labels have none, and are not looked at closely.</summary>
    private static readonly string[] Hints = ["neth", .. Words];

    private static readonly string[] Known =
        [ModuleLabels.DemandLabel(Protocol.Tcp), ModuleLabels.DemandLabel(Protocol.Udp), ModuleLabels.AuthorizationsLabel];

    /// <returns>The label that was probably meant; <see langword="null"/> where the key is one of LabelHook's, or far from all of them.</returns>
    public static string? Meant(string key)
    {
        if (key.Length > MaxKey || Known.Contains(key, StringComparer.Ordinal))
            return null;
        var letters = Letters(key);
        if (!Hints.Any(hint => letters.Contains(hint, StringComparison.Ordinal)))
            return null;
        var nearest = Known.MinBy(known => Distance(letters, Letters(known)))!;
        if (Distance(letters, Letters(nearest)) <= MostWrong)
            return nearest;
        if (letters.StartsWith(Prefix, StringComparison.Ordinal))
            return Words.Any(word => letters.AsSpan(Prefix.Length).Contains(word, StringComparison.Ordinal)) ? nearest : null;

        // A name under no prefix or another one, as in tcp-ports-demand; "authorizations" may well be that of another program there.
        var named = ProtocolName.All.Select(ModuleLabels.DemandLabel).MinBy(demand => NameDistance(demand, letters))!;
        return NameDistance(named, letters) <= MostWrongElsewhere ? named : null;
    }

    private static int NameDistance(string label, string letters)
    {
        var name = Letters(label)[Prefix.Length..];
        return Enumerable.Range(name.Length - MostWrongElsewhere, (2 * MostWrongElsewhere) + 1)
            .Min(length => Distance(letters[^Math.Min(length, letters.Length)..], name));
    }

    private static string Letters(string key) => string.Concat(key.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    /// <summary>How many letters must be put in, taken out or replaced to make one of the other; https://en.wikipedia.org/wiki/Levenshtein_distance.</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
