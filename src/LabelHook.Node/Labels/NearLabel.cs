namespace LabelHook.Labels;

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
        var nearest = Known.MinBy(known => EditDistance.Between(letters, Letters(known)))!;
        if (EditDistance.Between(letters, Letters(nearest)) <= MostWrong)
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
            .Min(length => EditDistance.Between(letters[^Math.Min(length, letters.Length)..], name));
    }

    private static string Letters(string key) => string.Concat(key.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
