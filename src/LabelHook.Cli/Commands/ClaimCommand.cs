using System.CommandLine;
using LabelHook.Cli.Json;
using LabelHook.Cli.Options;

namespace LabelHook.Cli.Commands;

internal static class ClaimCommand
{
    public static Command Create(Services services)
    {
        var module = Arguments.Module();
        var block = Arguments.Ports();
        var protocol = Arguments.Protocol();
        var command = new Command("claim", "Record ports that a module already uses, inside the band or not")
        {
            module, block, protocol, services.DryRun,
        };
        command.SetAction(parsed =>
        {
            var name = ModuleName.Parse(parsed.GetRequiredValue(module));
            var kind = Arguments.ParseProtocol(parsed.GetRequiredValue(protocol));
            var ports = Arguments.ParsePorts(parsed.GetRequiredValue(block));
            var result = services.PortRequests(parsed).Claim(name, ports, kind) with { Ports = ports };
            if (services.Terminal.AsJson)
                services.Terminal.Print(AllocateDocument.From(name, kind, result), Documents.Default.AllocateDocument);
            else
                services.Terminal.Print(result);
            services.SayIfDryRun(parsed);
        });
        return command;
    }
}
