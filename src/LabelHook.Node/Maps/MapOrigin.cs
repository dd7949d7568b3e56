namespace LabelHook.Maps;

// Where and when a map was read.
internal sealed record MapOrigin(string Host, string Database, DateTimeOffset Time);
