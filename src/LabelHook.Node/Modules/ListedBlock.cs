namespace LabelHook.Modules;

// An allocated block in the ports database.
// Since: The time of the allocation, or of its last change; null for a row from before LabelHook.
internal sealed record ListedBlock(Protocol Protocol, PortRange Ports, DateTimeOffset? Since);
