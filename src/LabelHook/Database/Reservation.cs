namespace LabelHook.Database;

/// <summary>
/// Ports that the administrator keeps: rows like any other, so that NS8's own code passes them over too. The owner says why, and can be
/// no module: its name holds a blank.
/// </summary>
internal static class Reservation
{
    /// <summary>Longest reason in characters; arbitrary, a line of a terminal.</summary>
    public const int MaxReason = 120;

    private const string Prefix = "reserved: ";

    public static string Owner(string reason) => Prefix + reason;

    /// <summary>The owner of ports of which nobody can tell whose they are.</summary>
    /// <param name="rows">What others wrote of them.</param>
    public static string Quarantine(string rows)
    {
        var shown = "in doubt: " + Wording.Shown(rows).Trim('"');
        return Owner(shown.Length > MaxReason ? string.Concat(shown.AsSpan(0, MaxReason - 1), "…") : shown);
    }

    /// <returns>The reason; <see langword="null"/> when the owner is a module.</returns>
    public static string? Reason(string owner) => owner.StartsWith(Prefix, StringComparison.Ordinal) ? owner[Prefix.Length..] : null;
}
