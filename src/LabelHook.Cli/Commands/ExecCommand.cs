using System.CommandLine;
using LabelHook.Cli.Exec;
using LabelHook.Cli.Options;
using LabelHook.Cli.Output;

namespace LabelHook.Cli.Commands;

internal static class ExecCommand
{
    public static Command Create(Services services)
    {
        var module = Arguments.Module();
        var words = new Argument<string[]>("COMMAND")
        {
            Description = "Command and its arguments, after --",
            Arity = ArgumentArity.OneOrMore,
        };
        var all = new Option<bool>("--all-variables")
        {
            Description = "Pass every variable of the module's environment file, even if other users can write to it "
                + "[default: the ports, and the rest if only you or root can write to it]",
        };
        var command = new Command("exec", "Run a command with the ports of a module in its environment")
        {
            module, words, all,
        };
        command.SetAction(int (parsed) =>
        {
            var command = ProcessReplacement.CommandAfterDashes(parsed.GetRequiredValue(words).Length)
                ?? throw new LabelHookException(ProgramProblems.Usage(
                    "the module must be before -- and the command after, as in 'labelhook exec mattermost1 -- env'"));
            var name = ModuleName.Parse(parsed.GetRequiredValue(module));
            var variables = services.Variables(parsed).Read(name, parsed.GetValue(all), out var warnings);
            foreach (var warning in warnings)
                services.Terminal.Warn(warning);
            var (problem, exitCode) = ProcessReplacement.Run(command, variables);
            services.Terminal.Fail([problem]);
            return exitCode;
        });
        return command;
    }
}
