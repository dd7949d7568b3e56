namespace LabelHook.Tests.Cluster;

internal sealed class FixedClock : TimeProvider
{
    public DateTimeOffset Time { get; set; } = TestPublication.Now;

    public override DateTimeOffset GetUtcNow() => Time;
}
