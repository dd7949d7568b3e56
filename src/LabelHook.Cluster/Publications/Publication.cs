namespace LabelHook.Cluster.Publications;

// What a node published.
// Number: Grows with each publication that replaces another.
// Time: When the node published it, or confirmed it since.
internal sealed record Publication(long Number, DateTimeOffset Time, PortsSnapshot Ports)
{
    // A node confirms a publication that is older than this, even if nothing changed. The timer of
    // labelhook-cluster-publish runs every 10 minutes.
    public static readonly TimeSpan ConfirmAfter = TimeSpan.FromMinutes(20);

    // A publication that is older than this is stale: the node missed at least two confirmations.
    public static readonly TimeSpan StaleAfter = TimeSpan.FromHours(1);
}
