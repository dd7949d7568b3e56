using System.CommandLine;
using LabelHook.Cli.Json;
using LabelHook.Cli.Options;

namespace LabelHook.Cli.Commands;

internal static class UnreserveCommand
{
    public static Command Create(Services services)
    {
        var block = Arguments.Ports();
        var protocol = Arguments.Protocol();
        var command = new Command("unreserve", "Release reserved ports") { block, protocol, services.DryRun };
        command.SetAction(parsed =>
        {
            var kind = Arguments.ParseProtocol(parsed.GetRequiredValue(protocol));
            var ports = Arguments.ParsePorts(parsed.GetRequiredValue(block));
            var warnings = services.Absence(parsed);
            var released = services.Reservations(parsed).Unreserve(ports, kind);
            var terminal = services.Terminal;
            if (terminal.AsJson)
            {
                terminal.Print(UnreserveDocument.From(kind, released, warnings), Documents.Default.UnreserveDocument);
                return;
            }

            foreach (var block in released)
                terminal.Print(block.ToString());
            terminal.Warn(warnings);
            if (released.Count == 0)
                terminal.Say($"{kind.Lower()} ports {ports} are not reserved");
            services.SayIfDryRun(parsed);
        });
        return command;
    }
}
