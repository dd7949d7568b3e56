namespace LabelHook.Labels;

// Whether the key of a label is nearly one of LabelHook's: such a label does nothing, and an image that demands ports
// by it gets none. What is compared are letters and digits alone, so that blanks (buildah keeps those of name = value),
// case, hyphens and dots do not count.
internal static class NearLabel
{
    private const string Prefix = "orgnethserver";

    // How many letters may be wrong; arbitrary, no two labels of NS8 are as near.
    private const int MostWrong = 3;

    // How many may be in a name under a prefix that is not LabelHook's.
    private const int MostWrongElsewhere = 2;

    // Longest key that is looked at; arbitrary.
    private const int MaxKey = 128;

    // Words that no other label of NS8 has in its name.
    private static readonly string[] Words = ["port", "demand", "tcp", "udp", "authori"];

    // One of these is in every key that is near; most labels have none, and are not looked at closely.
    private static readonly string[] Hints = ["neth", .. Words];

    private static readonly string[] Known =
        [ModuleLabels.DemandLabel(Protocol.Tcp), ModuleLabels.DemandLabel(Protocol.Udp), ModuleLabels.AuthorizationsLabel];

    // Returns: the label that was probably meant; null where the key is one of LabelHook's, or far from all of them.
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
