using System.CommandLine;
using LabelHook.Cli.Options;
using LabelHook.Cluster.Documents;
using LabelHook.Cluster.Leasing;
using LabelHook.Cluster.Options;

namespace LabelHook.Cluster.Commands;

internal static class ReleaseCommand
{
    public static Command Create(ClusterOptions options)
    {
        var services = options.Services;
        var ports = Arguments.Word("PORTS", "A lease of this node, such as 20001-20500");
        ports.Arity = ArgumentArity.ZeroOrOne;
        var all = new Option<bool>("--all")
        {
            Description = "Release all leases: the node allocates from its whole band again",
            Arity = ArgumentArity.Zero,
        };
        var command = new Command("release", "Release a lease that no module needs") { ports, all, options.Node };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(ports) is null == !parsed.GetValue(all))
                throw new LabelHookException(LeasingProblems.Release());
            using var session = NodeSession.Open(options, parsed);
            session.Publisher.Verify(session.Id);
            if (parsed.GetValue(ports) is { } text)
                session.Leases.Release(Arguments.ParsePorts(text));
            else
                session.Leases.ReleaseAll();

            // Other nodes see where the modules are before they can lease the ports.
            var result = session.Publisher.Publish(session.Id, isTakingOver: false);
            var released = session.Leases.GiveBack();
            if (services.Terminal.AsJson)
            {
                var document = ReleaseDocument.From(session.Id, released, result.Publication.Ports.Leases);
                services.Terminal.Print(document, ClusterDocuments.Default.ReleaseDocument);
            }
            else
            {
                services.Terminal.Say(released.Count > 0
                    ? $"released {string.Join(", ", released)} of node {session.Id}"
                    : $"node {session.Id} has no leases");
            }
        });
        return command;
    }
}
