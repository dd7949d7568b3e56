using System.CommandLine;
using LabelHook.Cli.Json;

namespace LabelHook.Cli;

internal static class UnreserveCommand
{
    public static Command Create(CommonOptions common)
    {
        var block = CommandLine.Ports();
        var protocol = CommandLine.Protocol();
        var command = new Command("unreserve", "Release reserved ports") { block, protocol };
        command.SetAction(parsed =>
        {
            var kind = CommonOptions.Protocol(parsed.GetRequiredValue(protocol));
            var ports = CommonOptions.Ports(parsed.GetRequiredValue(block));
            var warnings = common.Absence(parsed);
            var freed = common.Reservations(parsed).Unreserve(ports, kind);
            if (common.Terminal.AsJson)
                common.Terminal.Print(UnreserveDocument.From(kind, freed, warnings), Documents.Default.UnreserveDocument);
            foreach (var free in common.Terminal.AsJson ? [] : freed)
                common.Terminal.Print(free.ToString());
            common.Terminal.Warn(warnings);
            if (freed.Count == 0)
                common.Terminal.Say($"{kind.Lower()} ports {ports} are not reserved");
        });
        return command;
    }
}
