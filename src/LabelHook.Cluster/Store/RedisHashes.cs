namespace LabelHook.Cluster.Store;

// Hashes of Redis at one moment, untrusted. A missing one is empty.
// Fault: Why they cannot be read, for a sentence that starts with their owner; null if they were read.
internal sealed record RedisHashes(IReadOnlyList<IReadOnlyDictionary<string, string>> Hashes, string? Fault = null)
{
    public static RedisHashes Unreadable(string fault) => new([], fault);
}
