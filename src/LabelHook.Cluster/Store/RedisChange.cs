namespace LabelHook.Cluster.Store;

// A step of a transaction.
internal abstract record RedisChange
{
    private RedisChange()
    {
    }

    public sealed record DeleteKeys(IReadOnlyList<string> Keys) : RedisChange;

    public sealed record SetFields(string Key, IReadOnlyDictionary<string, string> Fields) : RedisChange;

    public sealed record DeleteField(string Key, string Field) : RedisChange;

    public sealed record Publish(string Channel, string Message) : RedisChange;
}
