using System.CommandLine;
using LabelHook.Cli.Json;

namespace LabelHook.Cli;

internal static class ReserveCommand
{
    public static Command Create(CommonOptions common)
    {
        var block = CommandLine.Ports();
        var protocol = CommandLine.Protocol();
        var reason = new Option<string>("--reason") { Description = "What the ports are for; shown when a request for them is refused", HelpName = "TEXT", Required = true };
        var command = new Command("reserve", "Reserve ports") { block, protocol, reason };
        command.SetAction(parsed =>
        {
            var kind = CommonOptions.Protocol(parsed.GetRequiredValue(protocol));
            var ports = CommonOptions.Ports(parsed.GetRequiredValue(block));
            var text = parsed.GetRequiredValue(reason);
            common.Reservations(parsed).Reserve(ports, kind, text);
            if (common.Terminal.AsJson)
                common.Terminal.Print(ReserveDocument.From(text, kind, ports), Documents.Default.ReserveDocument);
            else
                common.Terminal.Print(ports.ToString());
        });
        return command;
    }
}
