using System.CommandLine;
using LabelHook.Cli.Syntax;

namespace LabelHook.Cli.Completion;

// The script needs only bash itself. It has a table of the commands, and a function that walks over the typed words.
internal sealed class BashScript(CommandSyntax root)
{
    private static readonly string Passed = $"@({string.Join('|', CompletionKinds.PassedOptions)})";

    private string Function => "_" + root.Path.Replace('-', '_');

    private string Helpers => $$"""
        # The kind of value at a position or of an option.
        {{Function}}_kind() {
          local entry
          kind=
          for entry in $values; do
            [[ $entry != "$1="* ]] || kind=${entry#*=}
          done
          [[ -n $kind ]]
        }

        # Adds the candidates of a kind, with a prefix, that start with the typed word. Readline replaces only what follows
        # the last colon of it.
        {{Function}}_add() {
          local word
          while read -r word; do
            word=$2$word
            [[ $word != "$before$current"* ]] || COMPREPLY+=("${word#"$before"}")
          done < <(command {{root.Path}} completion "$1" "${where[@]}" --timeout 1 2> /dev/null)
        }

        # Adds files to the candidates. Readline itself completes them better, but only without other candidates.
        {{Function}}_add_files() {
          local file
          if (( ${#COMPREPLY[@]} == 0 )); then
            compopt -o default
          elif [[ -z $before ]]; then
            while read -r file; do
              [[ ! -d $file ]] || file+=/
              printf -v file %q "$file"
              COMPREPLY+=("$file")
            done < <(compgen -f -- "$current")
          fi
        }
        """;

    // The start of the function that bash calls: the words before the current one.
    private string Walk => $$"""
        {{Function}}() {
          local IFS=' ' current=$2 path={{root.Path}} commands options values kind option= owner= dashes= before= word
          local -i i place=1
          local -a where=()
          COMPREPLY=()
          {{Function}}_command "$path"

          for (( i = 1; i < COMP_CWORD; i++ )); do
            word=${COMP_WORDS[i]}

            # Readline splits words at = and :, too.
            if [[ $word == : || $before == *: ]]; then
              before+=$word
              [[ $owner != {{Passed}} ]] || where[-1]+=$word
              continue
            fi
            before=$word owner=
            if [[ -n $option && $word == = ]]; then
              continue
            elif [[ -n $option ]]; then
              [[ $option != {{Passed}} ]] || where+=("$option" "${word/#\~\//$HOME/}")
              owner=$option option=
            elif [[ -z $dashes && $word == -- ]]; then
              dashes=$i
            elif [[ -z $dashes && $word == -* ]]; then
              ! {{Function}}_kind "$word" || option=$word
            elif [[ -n $commands && " $commands " == *" $word "* ]]; then
              path+=" $word"
              {{Function}}_command "$path"
            else
              place+=1
            fi
          done
        """;

    // Its end: the candidates for the current word.
    private string Offer => $$"""
          case ${COMP_WORDS[COMP_CWORD]} in
            =) current= ;;
            :) current= before+=: ;;
          esac
          if [[ $before != *: ]]; then
            before=
          elif [[ -n $owner ]]; then
            option=$owner
          else
            place=place-1
          fi

          if [[ -n $option ]]; then
            {{Function}}_kind "$option"
          elif [[ -z $dashes && $current == -* ]]; then
            kind=${options// /|}
          elif [[ -n $commands ]]; then
            kind=${commands// /|}
          else
            {{Function}}_kind "$place" || {{Function}}_kind rest
          fi

          case $kind in
            '' | {{CompletionKinds.None}}) ;;
            {{CompletionKinds.Files}}) compopt -o default ;;
            {{CompletionKinds.Folders}}) compopt -o dirnames ;;
            {{CompletionKinds.Modules}} | {{CompletionKinds.Reserved}}) {{Function}}_add $kind ;;
            {{CompletionKinds.Callers}}) {{Function}}_add {{CompletionKinds.Modules}} module/ ;;
            {{CompletionKinds.Images}})
              {{Function}}_add $kind
              {{Function}}_add_files
              ;;
            {{CompletionKinds.Commands}})
              if [[ -z $dashes ]]; then
                COMPREPLY=(--)
              elif declare -F _command_offset > /dev/null; then
                _command_offset $(( dashes + 1 ))
              elif (( dashes + 1 == COMP_CWORD )); then
                mapfile -t COMPREPLY < <(compgen -c -- "$current")
              else
                compopt -o default
              fi
              ;;
            *) mapfile -t COMPREPLY < <(compgen -W "${kind//|/ }" -- "$current") ;;
          esac
        }

        complete -F {{Function}} {{root.Path}}
        """;

    public string Write() => $$"""
        # bash completion for {{root.Path}}, as '{{root.Path}} completion bash' prints it

        # The subcommands and options of a command, and the kinds of its values.
        {{Function}}_command() {
          case $1 in
        {{string.Concat(root.All.Select(Entry))}}  esac
        }

        {{Helpers}}

        {{Walk}}
        {{Offer}}
        """;

    private static string Entry(CommandSyntax command) => $"""
            '{command.Path}')
              commands='{string.Join(' ', command.Subcommands.Select(subcommand => subcommand.Command.Name))}'
              options='{string.Join(' ', command.Options.Select(option => option.Name))}'
              values='{string.Join(' ', Values(command))}'
              ;;

        """;

    private static IEnumerable<string> Values(CommandSyntax command) =>
    [
        .. command.Command.Arguments.Select((argument, index) => ArgumentValue(command, argument, index)),
        .. command.Options.Where(CommandSyntax.TakesValue).Select(OptionValue),
    ];

    private static string ArgumentValue(CommandSyntax command, Argument argument, int index)
    {
        var position = CommandSyntax.IsRepeated(argument) ? "rest" : $"{index + 1}";
        return $"{position}={CompletionKinds.FromArgument(command.Command.Name, CommandSyntax.Name(argument))}";
    }

    private static string OptionValue(Option option) =>
        $"{option.Name}={CompletionKinds.FromValueName(CommandSyntax.ValueName(option))}";
}
