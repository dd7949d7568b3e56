using System.CommandLine;
using LabelHook.Cli.Json;

namespace LabelHook.Cli;

internal static class DeallocateCommand
{
    public static Command Create(CommonOptions common)
    {
        var module = CommandLine.Module();
        var protocol = CommandLine.Protocol();
        var caller = CommandLine.Caller();
        var command = new Command("deallocate", "Release all ports of a module for one protocol") { module, protocol, caller };
        command.SetAction(parsed =>
        {
            var name = ModuleName.Parse(parsed.GetRequiredValue(module));
            var kind = CommonOptions.Protocol(parsed.GetRequiredValue(protocol));
            var freed = common.PortRequests(parsed).Deallocate(name, kind, CommonOptions.Caller(parsed.GetValue(caller)))
                ?? throw common.Unknown(parsed, name);
            if (common.Terminal.AsJson)
                common.Terminal.Print(DeallocateDocument.From(name, kind, freed), Documents.Default.DeallocateDocument);
            else
            {
                foreach (var ports in freed)
                    common.Terminal.Print(ports.ToString());
                if (freed.Count == 0)
                    common.Terminal.Say($"{name} has no {parsed.GetRequiredValue(protocol)} ports");
            }
        });
        return command;
    }
}
