using System.CommandLine;
using LabelHook.Cli.Json;
using LabelHook.Cli.Options;

namespace LabelHook.Cli.Commands;

internal static class DeallocateCommand
{
    public static Command Create(Services services)
    {
        var module = Arguments.Module();
        var protocol = Arguments.Protocol();
        var caller = Arguments.Caller();
        var command = new Command("deallocate", "Release all ports of a module for one protocol") { module, protocol, caller };
        command.SetAction(parsed =>
        {
            var name = ModuleName.Parse(parsed.GetRequiredValue(module));
            var kind = Arguments.ParseProtocol(parsed.GetRequiredValue(protocol));
            var freed = services.PortRequests(parsed).Deallocate(name, kind, Arguments.ParseCaller(parsed.GetValue(caller)))
                ?? throw services.Unknown(parsed, name);
            if (services.Terminal.AsJson)
                services.Terminal.Print(DeallocateDocument.From(name, kind, freed), Documents.Default.DeallocateDocument);
            else
            {
                foreach (var ports in freed)
                    services.Terminal.Print(ports.ToString());
                if (freed.Count == 0)
                    services.Terminal.Say($"{name} has no {parsed.GetRequiredValue(protocol)} ports");
            }
        });
        return command;
    }
}
