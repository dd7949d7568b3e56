namespace LabelHook.Cluster.Store;

// Who to be at a Redis server, and how long to wait for it.
// User: Null for the default user.
// Password: Null for none.
internal sealed record RedisLogin(RedisAddress Address, string? User, string? Password, TimeSpan Wait);
