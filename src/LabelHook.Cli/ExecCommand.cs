using System.CommandLine;
using LabelHook.Interop;

namespace LabelHook.Cli;

internal static class ExecCommand
{
    public static Command Create(CommonOptions common)
    {
        var module = CommandLine.Module();
        var words = new Argument<string[]>("COMMAND") { Description = "The command and its arguments, behind --", Arity = ArgumentArity.OneOrMore };
        var command = new Command("exec", "Run a command with the variables of a module in its environment") { module, words };
        command.SetAction(int (parsed) =>
        {
            var command = ProcessReplacement.CommandBehindDashes(parsed.GetRequiredValue(words).Length)
                ?? throw new LabelHookException(Problems.Usage("the command stands behind --, as in 'labelhook exec mattermost1 -- env'"));
            var variables = common.Hook(parsed).Variables(ModuleName.Parse(parsed.GetRequiredValue(module)), out var warnings);
            foreach (var warning in warnings)
                common.Terminal.Warn(warning);
            throw new LabelHookException(ProcessReplacement.Run(command, variables));
        });
        return command;
    }
}
