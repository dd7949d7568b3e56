namespace LabelHook.Ports;

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

    /// <returns>The reason; <see langword="null"/> when the owner is a module.</returns>
    public static string? Reason(string owner) => owner.StartsWith(Prefix, StringComparison.Ordinal) ? owner[Prefix.Length..] : null;
}
