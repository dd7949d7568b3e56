using System.CommandLine;
using LabelHook.Cluster.Documents;
using LabelHook.Cluster.Options;
using LabelHook.Cluster.Reading;
using LabelHook.Database;

namespace LabelHook.Cluster.Commands;

internal static class ListCommand
{
    private static readonly string[] Heads = [.. NodeColumns.Heads, "MODULE", "TCP", "UDP"];

    public static Command Create(ClusterOptions options)
    {
        var command = new Command("list", "List the modules of all nodes and their ports");
        command.SetAction(parsed =>
        {
            using var store = options.ConnectToRead(parsed);
            var view = ClusterView.Read(store, TimeProvider.System);
            var terminal = options.Services.Terminal;
            if (terminal.AsJson)
                terminal.Print(ListDocument.From(view), ClusterDocuments.Default.ListDocument);
            else if (view.Readable.Any())
                terminal.PrintTable([Heads, .. view.Readable.SelectMany(Rows)]);
            terminal.Warn(view.Warnings);
        });
        return command;
    }

    // A node without modules has a line, too.
    private static IEnumerable<string[]> Rows(ClusterNode node)
    {
        var columns = NodeColumns.For(node);
        List<OwnerPorts> owners = [.. OwnerPorts.Read(node)];
        if (owners.Count == 0)
            return [[.. columns, "-", "-", "-"]];
        return owners.Select(owner => (string[])[.. columns, Name(owner.Owner), Text(owner.Tcp), Text(owner.Udp)]);
    }

    private static string Name(string owner) => Reservation.Reason(owner) is { } reason ? $"({reason})" : owner;

    private static string Text(IReadOnlyList<PortRange> blocks) => blocks.Count == 0 ? "-" : string.Join(',', blocks);
}
