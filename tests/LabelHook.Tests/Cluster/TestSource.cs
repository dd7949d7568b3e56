using LabelHook.Cluster.Publications;
using LabelHook.Cluster.Publishing;

namespace LabelHook.Tests.Cluster;

internal sealed class TestSource(Func<PortsSnapshot> read) : IPortsSource
{
    // That of every change.
    public string Digest { get; init; } = "";

    public PortsSnapshot Read() => read();

    public string DigestOf(long generation) => Digest;
}
