using System.CommandLine;
using LabelHook.Cli.Completion;
using LabelHook.Cli.Json;
using LabelHook.Cli.Options;
using LabelHook.Cli.Output;
using LabelHook.Cli.Syntax;

namespace LabelHook.Cli.Commands;

internal static class CompletionCommand
{
    private const string Shells = "bash|zsh|fish";

    public static Command Create(Services services)
    {
        var shell = Arguments.Word(Shells, "Shell to print the script for");
        var command = new Command("completion", "Print the completion script for a shell") { shell };
        command.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(shell);
            var script = Script(name, CommandSyntax.FromRoot(parsed.RootCommandResult.Command));
            if (services.Terminal.AsJson)
                services.Terminal.Print(new CompletionDocument(name, script), Documents.Default.CompletionDocument);
            else
                services.Terminal.PrintText(script);
        });
        return command;
    }

    private static string Script(string shell, CommandSyntax root) => shell switch
    {
        "bash" => BashScript.Write(root),
        "zsh" => ZshScript.Write(root),
        "fish" => FishScript.Write(root),
        _ => throw new LabelHookException(
            ProgramProblems.Shell(shell, Shells.Replace("|", ", ", StringComparison.Ordinal))),
    };
}
