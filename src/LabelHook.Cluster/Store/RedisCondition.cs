namespace LabelHook.Cluster.Store;

// That a field of a hash has a value; null if it must be missing.
internal readonly record struct RedisCondition(string Key, string Field, string? Value);
