using System.CommandLine;
using LabelHook.Cli.Options;
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
            services.Terminal.IsInJournal = Services.IsInJournal;
            var id = options.ParseNode(parsed);
            var node = services.Node(parsed);
            using var store = options.ConnectToChange(parsed);
            var publisher = new Publisher(store, TimeProvider.System);
            var result = publisher.Publish(id, () => PortsReader.Read(node), parsed.GetValue(takeOver));
            var warnings = services.Absence(parsed);
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
