namespace LabelHook.Database;

/// <summary>A row of the registry.</summary>
/// <param name="Row">SQLite's row number: a module's oldest block has the lowest.</param>
/// <param name="Module">Who holds the block; any text, since others write here too.</param>
/// <param name="Ports">The block.</param>
/// <param name="IsReleasing">Whether the block is given back as soon as the module's environment file no longer names it.</param>
internal readonly record struct HeldRange(long Row, string Module, PortRange Ports, bool IsReleasing);
