using System.CommandLine;
using LabelHook.Cli.Completion;
using LabelHook.Cli.Json;

namespace LabelHook.Cli;

internal static class CompletionCommand
{
    private const string Shells = "bash|zsh|fish";

    public static Command Create(CommonOptions common)
    {
        var shell = CommandLine.Word(Shells, "Shell to print the script for");
        var command = new Command("completion", "Print the completion script for a shell") { shell };
        command.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(shell);
            var script = Script(name, CommandSyntax.Of(parsed.RootCommandResult.Command));
            if (common.Terminal.AsJson)
                common.Terminal.Print(new CompletionDocument(name, script), Documents.Default.CompletionDocument);
            else
                common.Terminal.PrintText(script);
        });
        return command;
    }

    private static string Script(string shell, CommandSyntax root) => shell switch
    {
        "bash" => BashScript.Of(root),
        "zsh" => ZshScript.Of(root),
        "fish" => FishScript.Of(root),
        _ => throw new LabelHookException(ProgramProblems.Shell(shell, Shells.Replace("|", ", ", StringComparison.Ordinal))),
    };
}
