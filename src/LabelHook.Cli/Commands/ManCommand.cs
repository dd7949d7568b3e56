using System.CommandLine;
using LabelHook.Cli.Json;
using LabelHook.Cli.Manual;
using LabelHook.Cli.Options;
using LabelHook.Cli.Syntax;

namespace LabelHook.Cli.Commands;

internal static class ManCommand
{
    public static Command Create(Services services, string program, ManualText text)
    {
        var command = new Command("man", $"Print the manual page {program}(1), for 'man -l -'");
        command.SetAction(parsed =>
        {
            var page = ManualPage.Write(CommandSyntax.FromRoot(parsed.RootCommandResult.Command), text);
            if (services.Terminal.AsJson)
                services.Terminal.Print(new ManualDocument(page), Documents.Default.ManualDocument);
            else
                services.Terminal.PrintText(page);
        });
        return command;
    }
}
