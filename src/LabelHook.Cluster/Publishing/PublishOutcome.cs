namespace LabelHook.Cluster.Publishing;

internal enum PublishOutcome
{
    // Nothing changed, and the publication is recent.
    Unchanged,

    // Nothing changed, and the time of the publication was renewed.
    Confirmed,

    Published,
}
