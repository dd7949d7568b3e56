using System.CommandLine;

namespace LabelHook.Cli.Syntax;

// A command as --help shows it: what completion and the manual are made from.
internal sealed record CommandSyntax(string Path, Command Command, IReadOnlyList<Option> Inherited)
{
    public IReadOnlyList<Option> Own => [.. Command.Options.Where(option => !option.Hidden)];

    public IReadOnlyList<Option> Options => [.. Own, .. Inherited];

    public IReadOnlyList<CommandSyntax> Subcommands =>
        [.. Command.Subcommands.Where(command => !command.Hidden).Select(command => new CommandSyntax($"{Path} {command.Name}", command, [.. Options.Where(option => option.Recursive)]))];

    // This command and all below it.
    public IEnumerable<CommandSyntax> All => [this, .. Subcommands.SelectMany(command => command.All)];

    public static CommandSyntax FromRoot(Command root) => new(root.Name, root, []);

    public static bool TakesValue(Option option) => option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool);

    public static string Name(Argument argument) => argument.HelpName ?? argument.Name;

    public static string ValueName(Option option) => option.HelpName ?? option.Name;

    public static bool IsRepeated(Argument argument) => argument.Arity.MaximumNumberOfValues > 1;
}
