using System.Globalization;
using LabelHook.Cluster.Publications;
using LabelHook.Cluster.Store;

namespace LabelHook.Cluster.Publishing;

// Publishes the ports of a node.
internal sealed class Publisher(IClusterStore store, IPortsSource source, TimeProvider clock)
{
    // How often other processes may be faster; arbitrary.
    private const int MaxAttempts = 5;

    // Throws: another or a newer ports database has published as this node.
    public void Verify(NodeId node)
    {
        if (PublicationText.TryRead(store.Read([node])[0].Hashes, out var last, out _))
            Check(node, last.Ports, source.Read());
    }

    // Publishes until the ports do not change meanwhile: the units do not notice a change while this runs.
    // isTakingOver: Whether to replace what another or a newer ports database published.
    public PublishResult Publish(NodeId node, bool isTakingOver)
    {
        PublishResult? last = null;
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            // The store before the ports: whoever publishes after this makes the change fail, and whoever published
            // before it had no newer ports.
            var before = store.Read([node])[0];
            var ports = source.Read();
            last = Combine(last, TryPublish(before, ports, isTakingOver));
            if (last?.Publication.Ports.Generation == source.ReadGeneration())
                return last;
        }

        return last ?? throw new LabelHookException(PublishingProblems.Contended(node.ToString(), MaxAttempts));
    }

    // A later attempt may find that another process has published the rest.
    private static PublishResult? Combine(PublishResult? earlier, PublishResult? later)
    {
        if (earlier is null || later is null)
            return earlier ?? later;
        return earlier.Outcome == PublishOutcome.Published ? later with { Outcome = earlier.Outcome } : later;
    }

    // Returns: null if another process was faster.
    private PublishResult? TryPublish(StoredNode before, PortsSnapshot ports, bool isTakingOver)
    {
        var now = clock.GetUtcNow();
        _ = PublicationText.TryRead(before.Hashes, out var last, out _);
        if (last is not null && !isTakingOver)
            Check(before.Node, last.Ports, ports);
        var publication = new Publication(NextNumber(before), now, ports);
        var content = PublicationText.Write(publication);
        if (last is null || !content.HasContentOf(before.Hashes))
        {
            return store.TryReplace(before, content, Message(before.Node, publication))
                ? new PublishResult(PublishOutcome.Published, publication)
                : null;
        }

        var age = now - last.Time;
        if (age >= TimeSpan.Zero && age < Publication.ConfirmAfter)
            return new PublishResult(PublishOutcome.Unchanged, last);
        return store.TryConfirm(before, PublicationText.Time(now))
            ? new PublishResult(PublishOutcome.Confirmed, last with { Time = now })
            : null;
    }

    private void Check(NodeId node, PortsSnapshot published, PortsSnapshot own)
    {
        if (published.Registry != own.Registry)
        {
            throw new LabelHookException(
                PublishingProblems.OtherRegistry(node.ToString(), published.Registry, own.Registry));
        }

        if (published.Generation > own.Generation)
        {
            throw new LabelHookException(
                PublishingProblems.OlderRegistry(node.ToString(), published.Generation, own.Generation));
        }

        // Either is empty if its log does not have the change any more.
        var digest = source.DigestOf(published.Generation);
        if (digest.Length > 0 && published.LastChange.Length > 0 && digest != published.LastChange)
            throw new LabelHookException(PublishingProblems.Diverged(node.ToString(), published.Generation));
    }

    // Unlike the one before in any case, even if that is not a number.
    private static long NextNumber(StoredNode before)
    {
        var isNumber = long.TryParse(before.Number, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return isNumber && number < long.MaxValue ? number + 1 : 1;
    }

    // For those who listen to the event; a node's name needs no escape.
    private static string Message(NodeId node, Publication publication)
    {
        var numbers = $"\"publication\":{publication.Number},\"generation\":{publication.Ports.Generation}";
        return $$"""{"schema":1,"node":"{{node}}",{{numbers}}}""";
    }
}
