namespace LabelHook.Database;

// A row of the registry.
// Row: SQLite's row number: a module's oldest block has the lowest.
// Module: Who holds the block; any text, since others write here too.
// Ports: The block.
// IsReleasing: Whether the block is given back as soon as the module's environment file no longer names it.
internal readonly record struct AllocationRow(long Row, string Module, PortRange Ports, bool IsReleasing);
