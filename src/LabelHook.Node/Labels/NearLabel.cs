namespace LabelHook.Labels;

// Detects misspelled label names: such a label has no effect, and the image gets no ports. Compares only letters and
// digits, so that case, hyphens, dots and blanks (buildah keeps those in "name = value") do not count.
internal static class NearLabel
{
    private const string Prefix = "orgnethserver";

    // Most wrong letters; arbitrary, the names of NS8's labels differ by more.
    private const int MostWrong = 3;

    // Most wrong letters in a name with another prefix, or none.
    private const int MostWrongElsewhere = 2;

    // Longest name that is compared; arbitrary.
    private const int MaxKey = 128;

    // Words that occur in no other label of NS8.
    private static readonly string[] Words = ["port", "demand", "tcp", "udp", "authori"];

    // A quick filter: every misspelling contains one of these, most other labels contain none.
    private static readonly string[] Hints = ["neth", .. Words];

    private static readonly string[] Known =
    [
        ModuleLabels.DemandLabel(Protocol.Tcp),
        ModuleLabels.DemandLabel(Protocol.Udp),
        ModuleLabels.AuthorizationsLabel,
    ];

    // Returns: the label that was probably meant; null when the name is one of LabelHook's, or not similar to any.
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
        {
            var name = letters[Prefix.Length..];
            return Words.Any(word => name.Contains(word, StringComparison.Ordinal)) ? nearest : null;
        }

        // With another prefix or none, as in tcp-ports-demand. "authorizations" may belong to another program there.
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
