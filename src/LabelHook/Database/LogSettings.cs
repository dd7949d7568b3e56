namespace LabelHook.Database;

// Who writes to the log, and how much of it is kept.
// Command: What the log names as the origin of a change.
// MaxAge, MaxRows: Older changes are pruned.
internal sealed record LogSettings(string Command, TimeSpan MaxAge, int MaxRows)
{
    public static readonly LogSettings Default = new("PortsManager", TimeSpan.FromDays(365), 100_000);
}
