using System.CommandLine;
using LabelHook.Cli.Syntax;

namespace LabelHook.Cli.Completion;

// One function for each command, which calls zsh's own _arguments.
internal static class ZshScript
{
    public static string Write(CommandSyntax root) => $$$"""
        #compdef labelhook
        # zsh completion for labelhook, as 'labelhook completion zsh' prints it

        {{{string.Concat(root.All.Select(Function))}}}# The names of modules, with the first argument as a prefix.
        _labelhook_names() {
          local -a where names
          local option
          local -i i
          for option in --state --config; do
            i=${typed[(I)$option]}
            (( i == 0 || i >= $#typed )) || where+=($option ${${(Q)typed[i+1]}/#\~\//$HOME/})
          done
          names=(${(f)"$(command labelhook $where ${(Q)${(M)typed:#--(state|config)=*}} --timeout 1 list 2> /dev/null | {{{CompletionKinds.ModuleFilter}}})"})
          names=($1${^names})
          shift
          compadd "$@" -a names
        }

        _labelhook_modules() {
          _labelhook_names '' "$@"
        }

        _labelhook_callers() {
          _labelhook_names module/ "$@"
        }

        # The command after -- and its arguments.
        _labelhook_command() {
          local -i start=${typed[(ie)--]}
          if (( start >= cursor )); then
            compadd -- --
          else
            words=("${(@)typed[start+1,-1]}")
            (( CURRENT = cursor - start ))
            _normal
          fi
        }

        # Keeps the typed words, because _arguments removes a --.
        _labelhook() {
          local -a typed=("${words[@]}")
          local -i cursor=CURRENT
          _labelhook-labelhook
        }

        if [[ $funcstack[1] == _labelhook ]]; then
          _labelhook
        else
          compdef _labelhook labelhook
        fi
        """;

    private static string Function(CommandSyntax command) =>
        command.Subcommands.Count == 0 ? Leaf(command) : Branch(command);

    private static string Leaf(CommandSyntax command) => $$"""
        {{FunctionName(command)}}() {
          _arguments -S{{Lines([.. command.Command.Arguments.Select(Argument), .. command.Options.Select(Option)])}}
        }


        """;

    private static string Branch(CommandSyntax command) => $$"""
        {{FunctionName(command)}}() {
          local context state line name curcontext=$curcontext
          local -i start
          local -A opt_args
          local -a subcommands=(
        {{string.Concat(command.Subcommands.Select(Subcommand))}}  )
          _arguments -S -C{{Lines([.. command.Options.Select(Option), "'1: :->name'", "'*::: :->rest'"])}} && return
          if [[ $state == name ]]; then
            _describe -t commands command subcommands
          elif [[ $state == rest ]] && (( $+functions[{{FunctionName(command)}}-$line[1]] )); then
            name=$line[1]
            start=${typed[(ie)$name]}
            words=("${(@)typed[start,-1]}")
            (( CURRENT = cursor - start + 1 ))
            {{FunctionName(command)}}-$name
          fi
        }


        """;

    private static string FunctionName(CommandSyntax command) => "_labelhook-" + command.Path.Replace(' ', '-');

    private static string Subcommand(CommandSyntax subcommand) =>
        $"    {Quote($"{subcommand.Command.Name}:{subcommand.Command.Description}")}\n";

    private static string Argument(Argument argument, int index)
    {
        var name = CommandSyntax.Name(argument);
        var position = CommandSyntax.IsRepeated(argument) ? "*" : $"{index + 1}";
        if (CommandSyntax.IsCommandLine(argument))
            position = "*:"; // completes its words as a command of their own
        return Quote($"{position}:{Escape(name)}:{Action(name)}");
    }

    private static string Option(Option option)
    {
        var description = Escape(option.Description ?? "");
        var value = CommandSyntax.ValueName(option);
        return CommandSyntax.TakesValue(option)
            ? Quote($"{option.Name}=[{description}]:{Escape(value)}:{Action(value)}")
            : Quote($"{option.Name}[{description}]");
    }

    private static string Action(string valueName) => CompletionKinds.FromValueName(valueName) switch
    {
        CompletionKinds.Modules => "_labelhook_modules",
        CompletionKinds.Callers => "_labelhook_callers",
        CompletionKinds.Files => "_files",
        CompletionKinds.Folders => "_files -/",
        CompletionKinds.Commands => "_labelhook_command",
        CompletionKinds.None => "",
        var words => $"({string.Join(' ', CompletionKinds.Words(words))})",
    };

    private static string Lines(IEnumerable<string> words) => string.Concat(words.Select(word => $" \\\n    {word}"));

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("[", "\\[", StringComparison.Ordinal)
        .Replace("]", "\\]", StringComparison.Ordinal)
        .Replace(":", "\\:", StringComparison.Ordinal);

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
