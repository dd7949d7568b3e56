namespace LabelHook.Database;

// A block of ports and its owner.
// Row: SQLite's row number; a module's oldest block has the lowest.
// Module: Any text, since other programs write here too.
// IsReleasing: Whether the block is released as soon as the module's environment file no longer names it.
internal readonly record struct AllocationRow(long Row, string Module, PortRange Ports, bool IsReleasing);
