using System.CommandLine;
using LabelHook.Cli.Syntax;

namespace LabelHook.Cli.Completion;

// One function for each command, which calls zsh's own _arguments.
internal sealed class ZshScript(CommandSyntax root)
{
    private string Main => "_" + root.Path;

    private string Candidates => $$$"""
        # The candidates of a kind, with the second argument as a prefix.
        {{{Main}}}_candidates() {
          local -a where found
          local option
          local -i i
          for option in {{{string.Join(' ', CompletionKinds.PassedOptions)}}}; do
            i=${typed[(I)$option]}
            (( i == 0 || i >= $#typed )) || where+=($option ${${(Q)typed[i+1]}/#\~\//$HOME/})
          done
          where+=(${(Q)${(M)typed:#({{{string.Join('|', CompletionKinds.PassedOptions)}}})=*}})
          found=(${(f)"$(command {{{root.Path}}} completion $1 $where --timeout 1 2> /dev/null)"})
          found=($2${^found})
          shift 2
          compadd "$@" -a found
        }

        {{{Main}}}_modules() {
          {{{Main}}}_candidates {{{CompletionKinds.Modules}}} '' "$@"
        }

        {{{Main}}}_callers() {
          {{{Main}}}_candidates {{{CompletionKinds.Modules}}} module/ "$@"
        }

        {{{Main}}}_reserved() {
          {{{Main}}}_candidates {{{CompletionKinds.Reserved}}} '' "$@"
        }

        {{{Main}}}_installed() {
          {{{Main}}}_candidates {{{CompletionKinds.Images}}} '' "$@"
        }

        {{{Main}}}_images() {
          _alternative 'images:image:{{{Main}}}_installed' 'files:file:_files'
        }
        """;

    public string Write() => $$$"""
        #compdef {{{root.Path}}}
        # zsh completion for {{{root.Path}}}, as '{{{root.Path}}} completion zsh' prints it

        {{{string.Concat(root.All.Select(Function))}}}{{{Candidates}}}

        # The command after -- and its arguments.
        {{{Main}}}_command() {
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
        {{{Main}}}() {
          local -a typed=("${words[@]}")
          local -i cursor=CURRENT
          {{{FunctionName(root)}}}
        }

        if [[ $funcstack[1] == {{{Main}}} ]]; then
          {{{Main}}}
        else
          compdef {{{Main}}} {{{root.Path}}}
        fi
        """;

    private string Function(CommandSyntax command) =>
        command.Subcommands.Count == 0 ? Leaf(command) : Branch(command);

    private string Leaf(CommandSyntax command) => $$"""
        {{FunctionName(command)}}() {
          _arguments -S{{Lines([.. Arguments(command), .. command.Options.Select(Option)])}}
        }


        """;

    private string Branch(CommandSyntax command) => $$"""
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

    private string FunctionName(CommandSyntax command) => $"{Main}-{command.Path.Replace(' ', '-')}";

    private static string Subcommand(CommandSyntax subcommand) =>
        $"    {Quote($"{subcommand.Command.Name}:{subcommand.Command.Description}")}\n";

    private IEnumerable<string> Arguments(CommandSyntax command)
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

    private string Option(Option option)
    {
        var description = Escape(option.Description ?? "");
        var value = CommandSyntax.ValueName(option);
        return CommandSyntax.TakesValue(option)
            ? Quote($"{option.Name}=[{description}]:{Escape(value)}:{Action(CompletionKinds.FromValueName(value))}")
            : Quote($"{option.Name}[{description}]");
    }

    private string Action(string kind) => kind switch
    {
        CompletionKinds.Modules => $"{Main}_modules",
        CompletionKinds.Callers => $"{Main}_callers",
        CompletionKinds.Images => $"{Main}_images",
        CompletionKinds.Reserved => $"{Main}_reserved",
        CompletionKinds.Files => "_files",
        CompletionKinds.Folders => "_files -/",
        CompletionKinds.Commands => $"{Main}_command",
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
