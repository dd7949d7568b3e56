using System.CommandLine;

namespace LabelHook.Cli.Syntax;

// A command as --help shows it; completion and the manual are generated from it.
internal sealed record CommandSyntax(string Path, Command Command, IReadOnlyList<Option> Inherited)
{
    public IReadOnlyList<Option> Own => [.. Command.Options.Where(option => !option.Hidden)];

    public IReadOnlyList<Option> Options => [.. Own, .. Inherited];

    public IReadOnlyList<CommandSyntax> Subcommands
    {
        get
        {
            Option[] inherited = [.. Options.Where(option => option.Recursive)];
            var visible = Command.Subcommands.Where(command => !command.Hidden);
            return [.. visible.Select(command => new CommandSyntax($"{Path} {command.Name}", command, inherited))];
        }
    }

    // This command and all commands below it.
    public IEnumerable<CommandSyntax> All => [this, .. Subcommands.SelectMany(command => command.All)];

    public static CommandSyntax FromRoot(Command root) => new(root.Name, root, []);

    public static bool TakesValue(Option option) =>
        option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool);

    public static string Name(Argument argument) => argument.HelpName ?? argument.Name;

    public static string ValueName(Option option) => option.HelpName ?? option.Name;

    // Whether the argument is a command with its own options, after --.
    public static bool IsCommandLine(Argument argument) => Name(argument) == "COMMAND";

    public static bool IsRepeated(Argument argument) => argument.Arity.MaximumNumberOfValues > 1;
}
