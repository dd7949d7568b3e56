using System.CommandLine;
using LabelHook.Cli.Map;
using LabelHook.Cluster.Documents;
using LabelHook.Cluster.Options;
using LabelHook.Cluster.Reading;
using LabelHook.Maps;

namespace LabelHook.Cluster.Commands;

internal static class MapCommand
{
    // Characters of a bar; arbitrary, so that a line fits in 120 columns.
    private const int BarWidth = 32;

    private static readonly string[] Heads = ["", "ALLOCATED", "RESERVED", "FREE", "LARGEST FREE", "BAND", ""];

    public static Command Create(ClusterOptions options)
    {
        var command = new Command("map", "Draw the port band of each node");
        command.SetAction(parsed =>
        {
            using var store = options.ConnectToRead(parsed);
            var view = ClusterView.Read(store, TimeProvider.System);
            var terminal = options.Services.Terminal;
            if (terminal.AsJson)
                terminal.Print(MapDocument.From(view), ClusterDocuments.Default.MapDocument);
            else if (view.Readable.Any())
                terminal.PrintTable([[.. NodeColumns.Heads, .. Heads], .. view.Readable.SelectMany(Rows)]);
            terminal.Warn(view.Warnings);
        });
        return command;
    }

    private static IEnumerable<string[]> Rows(ClusterNode node) =>
        from protocol in ProtocolName.All
        let map = node.Map(protocol)
        select (string[])
        [
            .. NodeColumns.For(node),
            protocol.Lower(),
            $"{map.Count(MapKind.Module)}",
            $"{map.Count(MapKind.Reserved)}",
            $"{map.Count(MapKind.Free)}",
            map.LargestFree.Count == 0 ? "none" : map.LargestFree.ToString(),
            node.Publication!.Ports.Band.Range.ToString(),
            Bar(map, node.Publication.Ports.Band.Range.Count),
        ];

    private static string Bar(ProtocolMap map, int ports) =>
        new MapBar((ports + BarWidth - 1) / BarWidth, hasColors: false).Draw(map.Segments, BarWidth);
}
