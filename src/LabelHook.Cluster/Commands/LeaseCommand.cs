using System.CommandLine;
using LabelHook.Cli.Options;
using LabelHook.Cluster.Documents;
using LabelHook.Cluster.Leasing;
using LabelHook.Cluster.Options;

namespace LabelHook.Cluster.Commands;

internal static class LeaseCommand
{
    public static Command Create(ClusterOptions options)
    {
        var services = options.Services;
        var count = Arguments.Word("COUNT", "The size of the block that must fit [default: a whole chunk]");
        count.Arity = ArgumentArity.ZeroOrOne;
        var chunk = new Option<string>("--chunk")
        {
            Description = "How many ports each lease has "
                + $"[default: as the other leases of the cluster, or {Chunks.DefaultSize}]",
            HelpName = "COUNT",
        };
        var command = new Command("lease", "Lease ports that only this node allocates, with room for a block")
        {
            count,
            chunk,
            options.Node,
        };
        command.SetAction(parsed =>
        {
            var band = services.Settings(parsed).Band.Range;
            var wanted = CountText.Parse(parsed.GetValue(count), band.Count, text => LeasingProblems.Count(text, band));
            var size = CountText.Parse(parsed.GetValue(chunk), PortRange.MaxPort, LeasingProblems.ChunkSize);
            using var session = NodeSession.Open(options, parsed);
            session.Publisher.Verify(session.Id);
            var leased = session.Leases.Lease(wanted, size);
            var result = session.Publisher.Publish(session.Id, isTakingOver: false);
            var leases = result.Publication.Ports.Leases;
            if (services.Terminal.AsJson)
            {
                var document = LeaseDocument.From(session.Id, leased, leases);
                services.Terminal.Print(document, ClusterDocuments.Default.LeaseDocument);
            }
            else
            {
                services.Terminal.Say(leased.Count > 0
                    ? $"leased {string.Join(", ", leased)} for node {session.Id}"
                    : $"node {session.Id} has the room already: {string.Join(", ", leases)}");
            }
        });
        return command;
    }
}
