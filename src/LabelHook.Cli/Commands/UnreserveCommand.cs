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
        var command = new Command("unreserve", "Release reserved ports") { block, protocol };
        command.SetAction(parsed =>
        {
            var kind = Arguments.ParseProtocol(parsed.GetRequiredValue(protocol));
            var ports = Arguments.ParsePorts(parsed.GetRequiredValue(block));
            var warnings = services.Absence(parsed);
            var freed = services.Reservations(parsed).Unreserve(ports, kind);
            if (services.Terminal.AsJson)
                services.Terminal.Print(UnreserveDocument.From(kind, freed, warnings), Documents.Default.UnreserveDocument);
            foreach (var free in services.Terminal.AsJson ? [] : freed)
                services.Terminal.Print(free.ToString());
            services.Terminal.Warn(warnings);
            if (freed.Count == 0)
                services.Terminal.Say($"{kind.Lower()} ports {ports} are not reserved");
        });
        return command;
    }
}
