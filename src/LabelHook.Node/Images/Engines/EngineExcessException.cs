namespace LabelHook.Images.Engines;

// An answer of an engine exceeds a limit.
#pragma warning disable CA1032, CA1064 // never leaves this namespace
internal sealed class EngineExcessException(string limit) : Exception
#pragma warning restore CA1032, CA1064
{
    // The limit in words, such as "8192 KiB".
    public string Limit => limit;

    public static EngineExcessException OfBytes(int limit) => new($"{limit / 1024} KiB");
}
