using System.CommandLine;
using LabelHook.Cli.Syntax;

namespace LabelHook.Cli.Completion;

// One line for each command, option and argument, with the condition for offering it.
internal sealed class FishScript(CommandSyntax root)
{
    private string Function => "__" + root.Path.Replace('-', '_');

    public string Write() => $$"""
        # fish completion for {{root.Path}}, as '{{root.Path}} completion fish' prints it

        # The words before the cursor, without options.
        function {{Function}}_words
            set -l words (commandline -opc)
            set -e words[1]
            while set -q words[1]
                switch $words[1]
                    case {{string.Join(' ', OptionsWithValue)}}
                        set -e words[1]
                    case --
                        set -e words[1]
                        string join \n -- $words
                        return
                    case '-*'
                    case '*'
                        echo $words[1]
                end
                set -e words[1]
            end
        end

        # Whether the cursor is at this argument of this command.
        function {{Function}}_at -a place
            set -l words ({{Function}}_words)
            test (count $words) -eq (math (count $argv) - 2 + $place); and {{Function}}_in $argv[2..]
        end

        function {{Function}}_in
            set -l words ({{Function}}_words)
            test -z "$argv"; or test "$words[1..$(count $argv)]" = "$argv"
        end

        function {{Function}}_is_after_dashes
            contains -- -- (commandline -opc)
        end

        # The candidates of a kind.
        function {{Function}}_candidates -a kind
            set -l words (commandline -opc)
            set -l where (string match -r -- '^--(?:{{Names("|")}})=.*' $words)
            for option in --{{Names(" --")}}
                if set -l i (contains -i -- $option $words); and set -q words[(math $i + 1)]
                    set -a where $option (string replace -r -- '^~/' "$HOME/" $words[(math $i + 1)])
                end
            end
            command {{root.Path}} completion $kind $where --timeout 1 2>/dev/null
        end

        function {{Function}}_command
            set -l words (commandline -opc)
            set -e words[1..(contains -i -- -- $words)]
            complete -C (string join ' ' -- (string escape -- $words) (commandline -ct))
        end

        complete -c {{root.Path}} -f
        {{string.Concat(root.All.SelectMany(Lines).Select(line => $"complete -c {root.Path} {line}\n"))}}
        """;

    private static string Names(string separator) =>
        string.Join(separator, CompletionKinds.PassedOptions.Select(option => option.TrimStart('-')));

    private IEnumerable<string> OptionsWithValue => root.All
        .SelectMany(command => command.Own)
        .Where(CommandSyntax.TakesValue)
        .Select(option => option.Name)
        .Distinct();

    private IEnumerable<string> Lines(CommandSyntax command) =>
    [
        .. command.Subcommands.Select(subcommand => Subcommand(command, subcommand.Command)),
        .. command.Command.Arguments
            .Select((argument, index) => Argument(command, argument, index + 1))
            .OfType<string>(),
        .. command.Own.Select(option => Condition(command, option) + Option(option)),
    ];

    private string Subcommand(CommandSyntax parent, Command command) =>
        $"-n '{At(1, parent)}' -a {command.Name} -d {Quote(command.Description)}";

    private string At(int place, CommandSyntax command) => $"{Function}_at {place}{Below(command)}";

    private string Below(CommandSyntax command) => command.Path[root.Path.Length..];

    private string Condition(CommandSyntax command, Option option)
    {
        if (option.Recursive)
            return "";
        return command.Subcommands.Count == 0 ? $"-n '{Function}_in{Below(command)}' " : $"-n '{At(1, command)}' ";
    }

    private string? Argument(CommandSyntax command, Argument argument, int place)
    {
        var isAfterDashes = $"{Function}_in{Below(command)}; and {Function}_is_after_dashes";
        return CompletionKinds.FromArgument(command.Command.Name, CommandSyntax.Name(argument)) switch
        {
            CompletionKinds.None => null,
            CompletionKinds.Commands => $"-n '{isAfterDashes}' -a '({Function}_command)'",
            var candidates when CommandSyntax.IsRepeated(argument) =>
                $"-n '{Function}_in{Below(command)}'{Values(candidates)}",
            var candidates => $"-n '{At(place, command)}'{Values(candidates)}",
        };
    }

    private string Option(Option option)
    {
        var text = $"-l {option.Name.TrimStart('-')} -d {Quote(option.Description)}";
        return CommandSyntax.TakesValue(option)
            ? $"{text} -r{Values(CompletionKinds.FromValueName(CommandSyntax.ValueName(option)))}"
            : text;
    }

    // fish offers files for every required value, unless -f excludes them.
    private string Values(string candidates) => candidates switch
    {
        CompletionKinds.Modules or CompletionKinds.Reserved => $" -f -a '({Function}_candidates {candidates})'",
        CompletionKinds.Callers => $" -f -a 'module/({Function}_candidates {CompletionKinds.Modules})'",
        CompletionKinds.Images => $" -F -a '({Function}_candidates {candidates})'",
        CompletionKinds.Files => " -F",
        CompletionKinds.Folders => " -f -a '(__fish_complete_directories)'",
        CompletionKinds.None or CompletionKinds.Commands => " -f",
        _ => $" -f -a '{string.Join(' ', CompletionKinds.Words(candidates))}'",
    };

    private static string Quote(string? text)
    {
        var escaped = text?
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("'", "\\'", StringComparison.Ordinal);
        return $"'{escaped}'";
    }
}
