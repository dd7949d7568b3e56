using System.CommandLine;
using System.CommandLine.Help;
using LabelHook.Cli.Ns8;

namespace LabelHook.Cli;

// The commands and what all of them take.
internal static class CommandLine
{
    // The parser's own root and its two options look the program and the language up at every start; a plain command
    // need not.
    public static Command For(Terminal terminal)
    {
        var common = new CommonOptions(terminal);
        var root = new Command("labelhook", "Allocates TCP and UDP ports to the modules of a node, as the labels of their images demand, and writes their environment files.")
        {
            InstallCommand.Create(common),
            RemoveCommand.Create(common),
            InspectCommand.Create(common),
            AllocateCommand.Create(common),
            DeallocateCommand.Create(common),
            ClaimCommand.Create(common),
            ScanCommand.Create(common),
            WatchCommand.Create(common),
            ReserveCommand.Create(common),
            UnreserveCommand.Create(common),
            ListCommand.Create(common),
            WhoCommand.Create(common),
            MapCommand.Create(common),
            CheckCommand.Create(common),
            AdoptCommand.Create(common),
            ExecCommand.Create(common),
            Ns8Command.Create(common),
            CompletionCommand.Create(common),
            ManCommand.Create(common),
        };
        common.AddTo(root);
        root.Add(new Option<bool>("--help", "-h", "-?") { Description = "Show help and usage information", Recursive = true, Arity = ArgumentArity.Zero, Action = new HelpAction() });
        root.Add(new Option<bool>("--version") { Description = "Show version information", Arity = ArgumentArity.Zero, Action = new VersionAction(terminal) });
        root.SetAction(int (_) => throw new LabelHookException(ProgramProblems.Usage("a command is required; see 'labelhook --help'")));
        return root;
    }

    public static Argument<string> Module() => Word("MODULE", "Module name, such as mattermost1");

    public static Argument<string> Image() => Word("IMAGE", "An image reference, an image ID, oci:DIR, oci-archive:FILE, docker-archive:FILE, or a .yaml sample");

    public static Argument<string> Ports() => Word("PORTS", "A port or a block, such as 20001-20004");

    public static Argument<string> Port() => Word("PORT", "A port, such as 20001, 20001/tcp or 20001/udp");

    public static Argument<string> Word(string name, string description) => new(name) { Description = description };

    public static Option<string> Caller() => new("--as") { Description = "Act as this module, limited by the labels of its image [default: the administrator]", HelpName = "module/ID" };

    public static Option<string> Protocol() => new("--protocol") { Description = "tcp or udp", HelpName = "tcp|udp", Required = true };
}
