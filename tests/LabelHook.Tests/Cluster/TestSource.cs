using LabelHook.Cluster.Publications;
using LabelHook.Cluster.Publishing;

namespace LabelHook.Tests.Cluster;

internal sealed class TestSource(Func<PortsSnapshot> read) : IPortsSource
{
    private PortsSnapshot? _last;

    // That of every change.
    public string Digest { get; init; } = "";

    // The last changes, each seen once; that of the ports that were read when there are no more.
    public Queue<long> Generations { get; init; } = [];

    public PortsSnapshot Read() => _last = read();

    public long ReadGeneration() => Generations.TryDequeue(out var generation) ? generation : _last!.Generation;

    public string DigestOf(long generation) => Digest;
}
