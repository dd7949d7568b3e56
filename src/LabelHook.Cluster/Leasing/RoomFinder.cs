using LabelHook.Cluster.Publications;

namespace LabelHook.Cluster.Leasing;

// Finds ports for a block that costs the fewest new leases.
// leased: The leases of the node.
// taken: The ports that the block must not have.
internal sealed class RoomFinder(Chunks chunks, IReadOnlyCollection<PortRange> leased, IEnumerable<PortRange> taken)
{
    private readonly IReadOnlyList<PortRange> _taken = PortUnion.Merge(taken);

    // Returns: the chunks to lease, none if the leases have the room already; null if there is no room in the band.
    public IReadOnlyList<PortRange>? Find(PortRange band, int count)
    {
        List<PortRange>? best = null;
        foreach (var start in Starts(band, count))
        {
            var needed = chunks.Over(PortRange.FromStart(start, count)).Except(leased).ToList();
            if (best is null || needed.Count < best.Count)
                best = needed;
        }

        return best;
    }

    // Where a block of that size can start: at the start of free ports, or of a chunk.
    private IEnumerable<int> Starts(PortRange band, int count)
    {
        var all = chunks.Inside(band);
        if (all.Count == 0)
            yield break;
        foreach (var free in all.WithoutAll(_taken))
        {
            var last = free.End - count + 1;
            var starts = chunks.Over(free).Select(chunk => chunk.Start).Where(start => start > free.Start);
            foreach (var start in starts.Prepend(free.Start).TakeWhile(start => start <= last))
                yield return start;
        }
    }
}
