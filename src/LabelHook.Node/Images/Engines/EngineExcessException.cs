
namespace LabelHook.Images.Engines;

// An engine answers with more than it is given room for.
#pragma warning disable CA1032, CA1064 // it is made in one room, and never leaves it
internal sealed class EngineExcessException(string limit) : Exception
#pragma warning restore CA1032, CA1064
{
    // The room that it was given, in words.
    public string Limit => limit;

    public static EngineExcessException OfBytes(int limit) =>
        new($"{limit / 1024} KiB");
}
