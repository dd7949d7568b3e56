namespace LabelHook.Images;

/// <summary>An engine answers with more than it is given room for.</summary>
#pragma warning disable CA1032, CA1064 // it is made in one room, and never leaves it
internal sealed class EngineExcessException(int limit) : Exception
#pragma warning restore CA1032, CA1064
{
    public int Limit => limit;
}
