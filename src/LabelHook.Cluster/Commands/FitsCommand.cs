using System.CommandLine;
using LabelHook.Cli.Options;
using LabelHook.Cluster.Documents;
using LabelHook.Cluster.Options;
using LabelHook.Cluster.Reading;
using LabelHook.Labels;

namespace LabelHook.Cluster.Commands;

internal static class FitsCommand
{
    public static Command Create(ClusterOptions options)
    {
        var services = options.Services;
        var image = Arguments.Image();
        var count = Arguments.Word("COUNT", "How many modules of the image are to fit [default: 1]");
        count.Arity = ArgumentArity.ZeroOrOne;
        var keep = new Option<string>("--keep")
        {
            Description = "Also show where this module, moved from its node, could keep its ports",
            HelpName = "MODULE|NODE/MODULE",
        };
        var command = new Command("fits", "Show which nodes have room for modules of an image") { image, count, keep };
        command.SetAction(parsed =>
        {
            var wanted = CountText.Parse(parsed.GetValue(count), PortRange.MaxPort, ReadingProblems.Count) ?? 1;
            var found = services.Images(parsed).Find(parsed.GetRequiredValue(image));
            var demand = ModuleLabels.Read(found.Labels, AllPorts, out var problems);
            if (problems.Count > 0)
                throw new LabelHookException(problems);
            using var store = options.ConnectToRead(parsed);
            var view = ClusterView.Read(store, TimeProvider.System);
            var moved = parsed.GetValue(keep) is { } module ? ModulePlace.Find(view, module) : null;
            List<NodeRoom> rooms = [.. NodeRoom.Find(view, demand, moved)];
            if (services.Terminal.AsJson)
            {
                var document = FitsDocument.From(found.Reference, demand, wanted, moved, view, rooms);
                services.Terminal.Print(document, ClusterDocuments.Default.FitsDocument);
            }
            else if (rooms.Count > 0)
            {
                services.Terminal.PrintTable([Heads(moved), .. rooms.Select(room => Row(room, wanted, moved))]);
            }

            services.Terminal.Warn(view.Warnings);
        });
        return command;
    }

    // The band of each node differs, so any number of ports is a valid demand here.
    private static PortRange AllPorts => PortRange.FromBounds(1, PortRange.MaxPort);

    private static string[] Heads(ModulePlace? moved)
    {
        string[] heads = [.. NodeColumns.Heads, "FITS", "MORE FIT"];
        return moved is null ? heads : [.. heads, "KEEPS PORTS"];
    }

    private static string[] Row(NodeRoom room, int count, ModulePlace? moved)
    {
        var fits = room.Has(count) ? "yes" : "no";
        string[] row = [.. NodeColumns.For(room.Node), fits, room.Times is { } times ? $"{times}" : "-"];
        return moved is null ? row : [.. row, Keeps(room.Keeps)];
    }

    private static string Keeps(bool? keeps) => keeps switch
    {
        true => "yes",
        false => "no",
        null => "-",
    };
}
