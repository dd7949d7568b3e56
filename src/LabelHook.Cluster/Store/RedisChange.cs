namespace LabelHook.Cluster.Store;

// A step of a transaction.
internal abstract record RedisChange
{
    private RedisChange()
    {
    }

    internal sealed record DeleteKeys(IReadOnlyList<string> Keys) : RedisChange;

    internal sealed record SetFields(string Key, IReadOnlyDictionary<string, string> Fields) : RedisChange;

    internal sealed record DeleteField(string Key, string Field) : RedisChange;

    internal sealed record Publish(string Channel, string Message) : RedisChange;
}
