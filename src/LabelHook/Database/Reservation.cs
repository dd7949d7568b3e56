namespace LabelHook.Database;

// Ports that the administrator keeps: rows like any other, so that NS8's own code passes them over too. The owner says
// why, and can be no module: its name holds a blank.
internal static class Reservation
{
    // Longest reason in characters; arbitrary, a line of a terminal.
    public const int MaxReason = 120;

    private const string Prefix = "reserved: ";

    public static string Owner(string reason) => Prefix + reason;

    // The owner of ports with an unclear owner.
    // rows: What other programs wrote about them.
    public static string Quarantine(string rows)
    {
        var shown = "in doubt: " + Wording.Shown(rows).Trim('"');
        return Owner(shown.Length > MaxReason ? string.Concat(shown.AsSpan(0, MaxReason - 1), "…") : shown);
    }

    // Returns: the reason; null when the owner is a module.
    public static string? Reason(string owner) => owner.StartsWith(Prefix, StringComparison.Ordinal) ? owner[Prefix.Length..] : null;
}
