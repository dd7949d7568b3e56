using System.CommandLine;
using System.Globalization;
using LabelHook.Cli.Json;
using LabelHook.Cli.Options;
using LabelHook.Cli.Output;

namespace LabelHook.Cli.Commands;

internal static class AllocateCommand
{
    public static Command Create(Services services)
    {
        var module = Arguments.Module();
        var count = new Argument<string>("COUNT") { Description = "Number of consecutive ports" };
        var protocol = Arguments.Protocol();
        var keep = new Option<bool>("--keep-existing")
        {
            Description = "Keep the module's ports and add the new block",
        };
        var caller = Arguments.Caller();
        var command = new Command("allocate", "Replace a module's ports with a new block")
        {
            module, count, protocol, keep, caller, services.DryRun,
        };
        command.SetAction(parsed =>
        {
            var name = ModuleName.Parse(parsed.GetRequiredValue(module));
            var kind = Arguments.ParseProtocol(parsed.GetRequiredValue(protocol));
            var number = Count(parsed.GetRequiredValue(count));
            var asCaller = Arguments.ParseCaller(parsed.GetValue(caller));
            var result = services.PortRequests(parsed).Allocate(name, number, kind, parsed.GetValue(keep), asCaller);
            if (services.Terminal.AsJson)
                services.Terminal.Print(AllocateDocument.From(name, kind, result), Documents.Default.AllocateDocument);
            else
                services.Terminal.Print(result);
            services.SayIfDryRun(parsed);
        });
        return command;
    }

    private static int Count(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw new LabelHookException(ProgramProblems.CountText(text));
}
