using System.CommandLine;
using System.CommandLine.Parsing;
using LabelHook.Cli.Output;

namespace LabelHook.Cli.Syntax;

// What is wrong with a command line, in words of our own: the parser's name neither the command nor the nearest word.
internal static class UsageError
{
    private const string EndOfOptions = "--";

    // Returns: null when nothing is wrong.
    public static Problem? Find(ParseResult parsed, IReadOnlyList<string> arguments)
    {
        var reason = SwallowedOption(parsed) ?? ValueOfSwitch(parsed, arguments) ?? Unmatched(parsed) ?? Missing(parsed);
        return reason is null ? null : ProgramProblems.Usage($"{reason}; see '{Path(parsed.CommandResult)} --help'");
    }

    // The parser gives an option the next word, whatever it is: a forgotten value makes another option a file's name.
    private static string? SwallowedOption(ParseResult parsed)
    {
        foreach (var result in Ancestors(parsed.CommandResult).SelectMany(command => command.Children))
        {
            if (result is OptionResult { Implicit: false } option && option.Tokens.FirstOrDefault(LooksLikeOption) is { } word)
                return $"option {option.Option.Name} requires a value, and {word.Value} is an option";
            if (result is ArgumentResult argument && !CommandSyntax.IsRepeated(argument.Argument)
                && argument.Tokens.FirstOrDefault(LooksLikeOption) is { } misspelt)
                return UnknownOption(misspelt.Value, parsed.CommandResult);
        }

        return null;
    }

    private static string? ValueOfSwitch(ParseResult parsed, IReadOnlyList<string> arguments)
    {
        var switches = Options(parsed.CommandResult).Where(option => !CommandSyntax.TakesValue(option)).ToList();
        foreach (var word in arguments.TakeWhile(word => word != EndOfOptions).Where(word => word.Contains('=', StringComparison.Ordinal)))
        {
            var name = word[..word.IndexOf('=', StringComparison.Ordinal)];
            if (switches.Exists(option => option.Name == name || option.Aliases.Contains(name)))
                return $"option {name} takes no value";
        }

        return null;
    }

    private static string? Unmatched(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens is not [var word, ..])
            return null;
        if (word.StartsWith('-'))
            return UnknownOption(word, parsed.CommandResult);
        var commands = parsed.CommandResult.Command.Subcommands;
        return commands.Any()
            ? $"unknown command {Wording.Shown(word)}{NearestWord.Suggestion(word, commands.Select(command => command.Name))}"
            : $"unexpected argument {Wording.Shown(word)}";
    }

    private static string? Missing(ParseResult parsed) => parsed.Errors is not [var error, ..] ? null : error.SymbolResult switch
    {
        OptionResult { Implicit: true } option => $"option {option.Option.Name} is required",
        OptionResult option => $"option {option.Option.Name} requires a value",
        ArgumentResult argument => $"{CommandSyntax.Name(argument.Argument)} is required",
        CommandResult command => Missing(command),
        _ => error.Message.TrimEnd('.'),
    };

    private static string Missing(CommandResult command)
    {
        var given = command.Children.OfType<OptionResult>().Where(option => !option.Implicit).Select(option => option.Option).ToList();
        if (command.Command.Options.FirstOrDefault(option => option.Required && !given.Contains(option)) is { } required)
            return $"option {required.Name} is required";
        return command.Command.Subcommands.Any() ? "a command is required" : "an argument is required";
    }

    private static string UnknownOption(string word, CommandResult command)
    {
        var name = word.Split('=', 2)[0];
        return $"unknown option {Wording.Shown(name)}{NearestWord.Suggestion(name, Options(command).Select(option => option.Name))}";
    }

    // A number below zero is a value, and refused as one.
    private static bool LooksLikeOption(Token token) => token.Value is ['-', not (>= '0' and <= '9'), ..];

    private static IEnumerable<CommandResult> Ancestors(CommandResult command)
    {
        for (var current = command; current is not null; current = current.Parent as CommandResult)
            yield return current;
    }

    private static IEnumerable<Option> Options(CommandResult command) => Ancestors(command)
        .SelectMany(level => level.Command.Options.Where(option => !option.Hidden && (level == command || option.Recursive)));

    private static string Path(CommandResult command) =>
        string.Join(' ', Ancestors(command).Reverse().Select(level => level.Command.Name));
}
