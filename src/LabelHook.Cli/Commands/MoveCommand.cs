using System.CommandLine;
using LabelHook.Cli.Json;
using LabelHook.Cli.Options;

namespace LabelHook.Cli.Commands;

internal static class MoveCommand
{
    public static Command Create(Services services)
    {
        var module = Arguments.Module();
        var protocol = Arguments.Protocol();
        var to = Arguments.FirstPort("--to", "First port of the new block [default: the lowest free block]");
        var command = new Command("move", "Move a module's ports to another block of the same size")
        {
            module, protocol, to, services.DryRun,
        };
        command.SetAction(parsed =>
        {
            var name = ModuleName.Parse(parsed.GetRequiredValue(module));
            var kind = Arguments.ParseProtocol(parsed.GetRequiredValue(protocol));
            var result = services.PortRequests(parsed).Move(name, kind, Arguments.ParsePort(parsed, to));
            if (services.Terminal.AsJson)
                services.Terminal.Print(AllocateDocument.From(name, kind, result), Documents.Default.AllocateDocument);
            else
                services.Terminal.Print(result);
            services.SayIfDryRun(parsed);
        });
        return command;
    }
}
