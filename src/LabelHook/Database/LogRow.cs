namespace LabelHook.Database;

// A block that an owner got or lost.
// Id: The order of the changes. The clock may jump back, so the time is not.
// Image: The owner's image after the change; null when it is not known.
// Command: The command that made the change; null for another program.
internal sealed record LogRow(
    long Id,
    DateTimeOffset Time,
    Protocol Protocol,
    PortRange Ports,
    string Module,
    bool IsAllocated,
    string? Image,
    string? Command);
