using System.CommandLine;
using System.CommandLine.Help;
using LabelHook.Cli.Commands;
using LabelHook.Cli.Manual;
using LabelHook.Cli.Ns8;
using LabelHook.Cli.Options;
using LabelHook.Cli.Output;

namespace LabelHook.Cli;

// The root of all commands, and the options that they share.
internal static class RootCommand
{
    private const string Description =
        "Allocates TCP and UDP ports to the modules of a node, as the labels of their images demand, "
        + "and writes their environment files.";

    // A plain command, because the parser's own root command and its two options query the program's name and the
    // language at every start.
    public static Command Create(Terminal terminal)
    {
        var options = new GlobalOptions();
        var services = new Services(terminal, options);
        var root = new Command("labelhook", Description)
        {
            InstallCommand.Create(services),
            RemoveCommand.Create(services),
            InspectCommand.Create(services),
            PlanCommand.Create(services),
            AllocateCommand.Create(services),
            DeallocateCommand.Create(services),
            ClaimCommand.Create(services),
            MoveCommand.Create(services),
            ScanCommand.Create(services),
            WatchCommand.Create(services),
            ReserveCommand.Create(services),
            UnreserveCommand.Create(services),
            ListCommand.Create(services),
            WhoCommand.Create(services),
            LogCommand.Create(services),
            MapCommand.Create(services),
            StatusCommand.Create(services),
            MetricsCommand.Create(services),
            CheckCommand.Create(services),
            AdoptCommand.Create(services),
            ExecCommand.Create(services),
            Ns8Command.Create(services),
        };
        options.AddTo(root);
        Complete(root, services, LabelHookManual.Text);
        return root;
    }

    // Adds what the root command of each program has.
    public static void Complete(Command root, Services services, ManualText manual)
    {
        root.Add(CompletionCommand.Create(services));
        root.Add(ManCommand.Create(services, root.Name, manual));
        root.Add(new Option<bool>("--help", "-h", "-?")
        {
            Description = "Show help and usage information",
            Recursive = true,
            Arity = ArgumentArity.Zero,
            Action = new HelpAction(),
        });
        root.Add(new Option<bool>("--version")
        {
            Description = "Show version information",
            Arity = ArgumentArity.Zero,
            Action = new VersionAction(services.Terminal),
        });
        root.SetAction(NoCommand);
    }

    private static int NoCommand(ParseResult parsed) => throw new LabelHookException(
        ProgramProblems.Usage($"a command is required; see '{parsed.RootCommandResult.Command.Name} --help'"));
}
