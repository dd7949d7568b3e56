using System.CommandLine;
using LabelHook.Cli.Json;

namespace LabelHook.Cli;

internal static class ClaimCommand
{
    public static Command Create(CommonOptions common)
    {
        var module = CommandLine.Module();
        var block = CommandLine.Ports();
        var protocol = CommandLine.Protocol();
        var command = new Command("claim", "Record ports that a module already uses, inside the band or not") { module, block, protocol };
        command.SetAction(parsed =>
        {
            var name = ModuleName.Parse(parsed.GetRequiredValue(module));
            var kind = CommonOptions.Protocol(parsed.GetRequiredValue(protocol));
            var ports = CommonOptions.Ports(parsed.GetRequiredValue(block));
            var result = common.PortRequests(parsed).Claim(name, ports, kind) with { Ports = ports };
            if (common.Terminal.AsJson)
                common.Terminal.Print(AllocateDocument.From(name, kind, result), Documents.Default.AllocateDocument);
            else
                common.Terminal.Print(result);
        });
        return command;
    }
}
