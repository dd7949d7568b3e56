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

        // For the scripts themselves, which ask for candidates of a kind in the place of a shell.
        var protocol = new Option<string>("--protocol") { Hidden = true };
        var command = new Command("completion", "Print the completion script for a shell") { shell, protocol };
        command.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(shell);
            if (CompletionKinds.FromProgram.Contains(name))
            {
                var candidates = CompletionCandidates.Read(services, parsed, name, parsed.GetValue(protocol));
                foreach (var candidate in candidates)
                    services.Terminal.Print(candidate);
                return;
            }

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
        "bash" => new BashScript(root).Write(),
        "zsh" => new ZshScript(root).Write(),
        "fish" => new FishScript(root).Write(),
        _ => throw new LabelHookException(
            ProgramProblems.Shell(shell, Shells.Replace("|", ", ", StringComparison.Ordinal))),
    };
}
