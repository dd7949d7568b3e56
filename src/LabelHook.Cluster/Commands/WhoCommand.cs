using System.CommandLine;
using LabelHook.Cli.Options;
using LabelHook.Cluster.Documents;
using LabelHook.Cluster.Options;
using LabelHook.Cluster.Reading;
using LabelHook.Maps;

namespace LabelHook.Cluster.Commands;

internal static class WhoCommand
{
    public static Command Create(ClusterOptions options)
    {
        var port = Arguments.Word("PORT", "A port, such as 20001, 20001/tcp or 20001/udp");
        var command = new Command("who", "Show who has a port on each node") { port };
        command.SetAction(parsed =>
        {
            var question = PortQuestion.ParsePort(parsed.GetRequiredValue(port));
            var number = question.Ports.Start;
            using var store = options.ConnectToRead(parsed);
            var view = ClusterView.Read(store, TimeProvider.System);
            List<PortAnswer> answers = [.. PortAnswer.Find(view, number, question.Protocols)];
            var terminal = options.Services.Terminal;
            if (terminal.AsJson)
                terminal.Print(WhoDocument.From(number, view, answers), ClusterDocuments.Default.WhoDocument);
            else if (answers.Count > 0)
                terminal.PrintTable([[.. NodeColumns.Heads, "PORT", "STATE"], .. answers.Select(Row)]);
            terminal.Warn(view.Warnings);
        });
        return command;
    }

    private static string[] Row(PortAnswer answer) =>
        [.. NodeColumns.For(answer.Node), $"{answer.Port}/{answer.Protocol.Lower()}", State(answer)];

    private static string State(PortAnswer answer) => answer.Kind switch
    {
        MapKind.Module => $"{answer.Block} is allocated to {Wording.Plain(answer.Owner!)}",
        MapKind.Reserved => $"{answer.Block} is reserved for {Wording.Shown(answer.Owner!)}",
        MapKind.Excluded => "excluded",
        null => $"outside the band {answer.Node.Publication!.Ports.Band.Range}",
        _ => "free",
    };
}
