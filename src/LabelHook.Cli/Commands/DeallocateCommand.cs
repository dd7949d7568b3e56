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
        var command = new Command("deallocate", "Release all ports of a module for one protocol")
        {
            module, protocol, caller, services.DryRun,
        };
        command.SetAction(parsed =>
        {
            var name = ModuleName.Parse(parsed.GetRequiredValue(module));
            var kind = Arguments.ParseProtocol(parsed.GetRequiredValue(protocol));
            var asCaller = Arguments.ParseCaller(parsed.GetValue(caller));
            var released = services.PortRequests(parsed).Deallocate(name, kind, asCaller)
                ?? throw services.Unknown(parsed, name);
            var terminal = services.Terminal;
            if (terminal.AsJson)
            {
                terminal.Print(DeallocateDocument.From(name, kind, released), Documents.Default.DeallocateDocument);
                return;
            }

            foreach (var ports in released)
                terminal.Print(ports.ToString());
            if (released.Count == 0)
                terminal.Say($"{name} has no {kind.Lower()} ports");
            services.SayIfDryRun(parsed);
        });
        return command;
    }
}
