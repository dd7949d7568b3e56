using System.CommandLine;
using LabelHook.Cli.Json;
using LabelHook.Cli.Manual;

namespace LabelHook.Cli;

internal static class ManCommand
{
    public static Command Create(CommonOptions common)
    {
        var command = new Command("man", "Print the manual page labelhook(1), for 'man -l -'");
        command.SetAction(parsed =>
        {
            var page = ManualPage.Of(CommandSyntax.Of(parsed.RootCommandResult.Command));
            if (common.Terminal.AsJson)
                common.Terminal.Print(new ManualDocument(page), Documents.Default.ManualDocument);
            else
                common.Terminal.PrintText(page);
        });
        return command;
    }
}
