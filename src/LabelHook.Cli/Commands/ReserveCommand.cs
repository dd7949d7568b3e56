using System.CommandLine;
using LabelHook.Cli.Json;
using LabelHook.Cli.Options;

namespace LabelHook.Cli.Commands;

internal static class ReserveCommand
{
    public static Command Create(Services services)
    {
        var block = Arguments.Ports();
        var protocol = Arguments.Protocol();
        var reason = new Option<string>("--reason")
        {
            Description = "Purpose of the ports; shown when a request for them is rejected",
            HelpName = "TEXT",
            Required = true,
        };
        var command = new Command("reserve", "Reserve ports") { block, protocol, reason, services.DryRun };
        command.SetAction(parsed =>
        {
            var kind = Arguments.ParseProtocol(parsed.GetRequiredValue(protocol));
            var ports = Arguments.ParsePorts(parsed.GetRequiredValue(block));
            var text = parsed.GetRequiredValue(reason);
            services.Reservations(parsed).Reserve(ports, kind, text);
            if (services.Terminal.AsJson)
                services.Terminal.Print(ReserveDocument.From(text, kind, ports), Documents.Default.ReserveDocument);
            else
                services.Terminal.Print(ports.ToString());
            services.SayIfDryRun(parsed);
        });
        return command;
    }
}
