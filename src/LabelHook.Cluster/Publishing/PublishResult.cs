using LabelHook.Cluster.Publications;

namespace LabelHook.Cluster.Publishing;

internal sealed record PublishResult(PublishOutcome Outcome, Publication Publication);
