using System.CommandLine;
using System.Globalization;
using LabelHook.Cli.Json;

namespace LabelHook.Cli;

internal static class AllocateCommand
{
    public static Command Create(CommonOptions common)
    {
        var module = CommandLine.Module();
        var count = new Argument<string>("COUNT") { Description = "Number of consecutive ports" };
        var protocol = CommandLine.Protocol();
        var keep = new Option<bool>("--keep-existing") { Description = "Keep the module's ports and add the new block" };
        var caller = CommandLine.Caller();
        var command = new Command("allocate", "Replace a module's ports with a new block") { module, count, protocol, keep, caller };
        command.SetAction(parsed =>
        {
            var name = ModuleName.Parse(parsed.GetRequiredValue(module));
            var kind = CommonOptions.Protocol(parsed.GetRequiredValue(protocol));
            var result = common.PortRequests(parsed).Allocate(name, Count(parsed.GetRequiredValue(count)), kind, parsed.GetValue(keep), CommonOptions.Caller(parsed.GetValue(caller)));
            if (common.Terminal.AsJson)
                common.Terminal.Print(AllocateDocument.From(name, kind, result), Documents.Default.AllocateDocument);
            else
                common.Terminal.Print(result);
        });
        return command;
    }

    private static int Count(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count)
        ? count
        : throw new LabelHookException(ProgramProblems.CountText(text));
}
