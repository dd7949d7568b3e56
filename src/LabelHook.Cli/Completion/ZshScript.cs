using System.CommandLine;
using LabelHook.Cli.Syntax;

namespace LabelHook.Cli.Completion;

// One function for each command, which calls zsh's own _arguments.
internal static class ZshScript
{
    private static readonly string Candidates = $$$"""
        # The candidates of a kind, with the second argument as a prefix.
        _labelhook_candidates() {
          local -a where found
          local option
          local -i i
          for option in {{{string.Join(' ', CompletionKinds.PassedOptions)}}}; do
            i=${typed[(I)$option]}
            (( i == 0 || i >= $#typed )) || where+=($option ${${(Q)typed[i+1]}/#\~\//$HOME/})
          done
          where+=(${(Q)${(M)typed:#({{{string.Join('|', CompletionKinds.PassedOptions)}}})=*}})
          found=(${(f)"$(command labelhook completion $1 $where --timeout 1 2> /dev/null)"})
          found=($2${^found})
          shift 2
          compadd "$@" -a found
        }

        _labelhook_modules() {
          _labelhook_candidates {{{CompletionKinds.Modules}}} '' "$@"
        }

        _labelhook_callers() {
          _labelhook_candidates {{{CompletionKinds.Modules}}} module/ "$@"
        }

        _labelhook_reserved() {
          _labelhook_candidates {{{CompletionKinds.Reserved}}} '' "$@"
        }

        _labelhook_installed() {
          _labelhook_candidates {{{CompletionKinds.Images}}} '' "$@"
        }

        _labelhook_images() {
          _alternative 'images:image:_labelhook_installed' 'files:file:_files'
        }
        """;

    public static string Write(CommandSyntax root) => $$$"""
        #compdef labelhook
        # zsh completion for labelhook, as 'labelhook completion zsh' prints it

        {{{string.Concat(root.All.Select(Function))}}}{{{Candidates}}}

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
          _arguments -S{{Lines([.. Arguments(command), .. command.Options.Select(Option)])}}
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

    private static IEnumerable<string> Arguments(CommandSyntax command)
    {
        foreach (var (index, argument) in command.Command.Arguments.Index())
        {
            var name = CommandSyntax.Name(argument);
            var position = CommandSyntax.IsRepeated(argument) ? "*" : $"{index + 1}";
            if (CommandSyntax.IsCommandLine(argument))
                position = "*:"; // completes its words as a command of their own
            var action = Action(CompletionKinds.FromArgument(command.Command.Name, name));
            yield return Quote($"{position}:{Escape(name)}:{action}");
        }
    }

    private static string Option(Option option)
    {
        var description = Escape(option.Description ?? "");
        var value = CommandSyntax.ValueName(option);
        return CommandSyntax.TakesValue(option)
            ? Quote($"{option.Name}=[{description}]:{Escape(value)}:{Action(CompletionKinds.FromValueName(value))}")
            : Quote($"{option.Name}[{description}]");
    }

    private static string Action(string kind) => kind switch
    {
        CompletionKinds.Modules => "_labelhook_modules",
        CompletionKinds.Callers => "_labelhook_callers",
        CompletionKinds.Images => "_labelhook_images",
        CompletionKinds.Reserved => "_labelhook_reserved",
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
