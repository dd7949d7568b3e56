using System.CommandLine;
using LabelHook.Cluster.Documents;
using LabelHook.Cluster.Options;
using LabelHook.Cluster.Publications;
using LabelHook.Cluster.Publishing;

namespace LabelHook.Cluster.Commands;

internal static class PublishCommand
{
    public static Command Create(ClusterOptions options)
    {
        var services = options.Services;
        var takeOver = new Option<bool>("--take-over")
        {
            Description = "Replace what another or a newer ports database published as this node",
            Arity = ArgumentArity.Zero,
        };
        var command = new Command("publish", "Publish the ports of this node, if they changed")
        {
            options.Node,
            takeOver,
        };
        command.SetAction(parsed =>
        {
            using var session = NodeSession.Open(options, parsed);
            var id = session.Id;
            var isTakingOver = parsed.GetValue(takeOver);
            if (!isTakingOver)
                session.Publisher.Verify(id);
            IReadOnlyList<string> warnings = [.. services.Absence(parsed), .. session.KeepLeases(isTakingOver)];
            var result = session.Publisher.Publish(id, isTakingOver);
            var document = PublishDocument.From(id, result, warnings);
            if (services.Terminal.AsJson)
                services.Terminal.Print(document, ClusterDocuments.Default.PublishDocument);
            else
                services.Terminal.Say(Sentence(id, result));
            services.Terminal.Warn(warnings);
        });
        return command;
    }

    private static string Sentence(NodeId node, PublishResult result)
    {
        var generation = $"generation {result.Publication.Ports.Generation}";
        return result.Outcome switch
        {
            PublishOutcome.Published => $"published node {node}, {generation}",
            PublishOutcome.Confirmed => $"node {node} is unchanged, {generation}; confirmed the publication",
            _ => $"node {node} is up to date, {generation}",
        };
    }
}
