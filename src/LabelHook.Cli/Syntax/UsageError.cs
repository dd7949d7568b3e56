using System.CommandLine;
using System.CommandLine.Parsing;
using LabelHook.Cli.Output;

namespace LabelHook.Cli.Syntax;

// Finds the error in a command line. The parser's own messages name neither the command nor a similar word.
internal static class UsageError
{
    private const string EndOfOptions = "--";

    // Returns: null when there is no error.
    public static Problem? Find(ParseResult parsed, IReadOnlyList<string> arguments)
    {
        var reason = OptionAsValue(parsed) ?? ValueOfSwitch(parsed, arguments) ?? Unmatched(parsed) ?? Missing(parsed);
        return reason is null ? null : ProgramProblems.Usage($"{reason}; see '{Path(parsed.CommandResult)} --help'");
    }

    // The parser takes the next word as an option's value, whatever it is: if the value is missing, another option
    // becomes a file name.
    private static string? OptionAsValue(ParseResult parsed)
    {
        foreach (var result in Ancestors(parsed.CommandResult).SelectMany(command => command.Children))
        {
            if (result.Tokens.FirstOrDefault(LooksLikeOption) is not { } word)
                continue;
            if (result is OptionResult { Implicit: false } option)
                return $"option {option.Option.Name} requires a value, but {word.Value} is an option";
            if (result is ArgumentResult argument && !CommandSyntax.IsCommandLine(argument.Argument))
                return UnknownOption(word.Value, parsed.CommandResult);
        }

        return null;
    }

    private static string? ValueOfSwitch(ParseResult parsed, IReadOnlyList<string> arguments)
    {
        var switches = Options(parsed.CommandResult).Where(option => !CommandSyntax.TakesValue(option)).ToList();
        foreach (var word in arguments.TakeWhile(word => word != EndOfOptions))
        {
            if (word.Split('=', 2) is not [var name, _])
                continue;
            if (switches.Exists(option => option.Name == name || option.Aliases.Contains(name)))
                return $"option {name} does not accept a value";
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
        if (!commands.Any())
            return $"unexpected argument {Wording.Shown(word)}";
        var suggestion = NearestWord.Suggestion(word, commands.Select(command => command.Name));
        return $"unknown command {Wording.Shown(word)}{suggestion}";
    }

    private static string? Missing(ParseResult parsed)
    {
        if (parsed.Errors is not [var error, ..])
            return null;
        return error.SymbolResult switch
        {
            OptionResult { Implicit: true } option => $"option {option.Option.Name} is required",
            OptionResult option => $"option {option.Option.Name} requires a value",
            ArgumentResult argument => $"{CommandSyntax.Name(argument.Argument)} is required",
            CommandResult command => Missing(command),
            _ => error.Message.TrimEnd('.'),
        };
    }

    private static string Missing(CommandResult command)
    {
        var given = from result in command.Children.OfType<OptionResult>()
                    where !result.Implicit
                    select result.Option;
        if (command.Command.Options.Where(option => option.Required).Except(given).FirstOrDefault() is { } required)
            return $"option {required.Name} is required";
        return command.Command.Subcommands.Any() ? "a command is required" : "an argument is required";
    }

    private static string UnknownOption(string word, CommandResult command)
    {
        var name = word.Split('=', 2)[0];
        var suggestion = NearestWord.Suggestion(name, Options(command).Select(option => option.Name));
        return $"unknown option {Wording.Shown(name)}{suggestion}";
    }

    // A negative number is a value, and rejected as one.
    private static bool LooksLikeOption(Token token) => token.Value is ['-', not (>= '0' and <= '9'), ..];

    private static IEnumerable<CommandResult> Ancestors(CommandResult command)
    {
        for (var current = command; current is not null; current = current.Parent as CommandResult)
            yield return current;
    }

    private static IEnumerable<Option> Options(CommandResult command) =>
        from level in Ancestors(command)
        from option in level.Command.Options
        where !option.Hidden && (level == command || option.Recursive)
        select option;

    private static string Path(CommandResult command) =>
        string.Join(' ', Ancestors(command).Reverse().Select(level => level.Command.Name));
}
