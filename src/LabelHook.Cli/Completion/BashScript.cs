using System.CommandLine;
using LabelHook.Cli.Syntax;

namespace LabelHook.Cli.Completion;

// The script needs only bash itself. It has a table of the commands, and a function that walks over the typed words.
internal static class BashScript
{
    private const string Walk = $$"""
        # The kind of value at a position or of an option.
        _labelhook_kind() {
          local entry
          kind=
          for entry in $values; do
            [[ $entry != "$1="* ]] || kind=${entry#*=}
          done
          [[ -n $kind ]]
        }

        _labelhook_modules() {
          command labelhook "${where[@]}" --timeout 1 list 2> /dev/null | {{CompletionKinds.ModuleFilter}}
        }

        _labelhook() {
          local IFS=' ' current=$2 path=labelhook commands options values kind option= dashes= word
          local -i i place=1
          local -a where=()
          COMPREPLY=()
          _labelhook_command "$path"

          # Readline splits words at = and :, too.
          case ${COMP_WORDS[COMP_CWORD]} in
            =) current= ;;
            :) current= place=0 ;;
          esac
          for (( i = 1; i < COMP_CWORD; i++ )); do
            word=${COMP_WORDS[i]}
            if [[ -n $option && $word == = ]]; then
              continue
            elif [[ -n $option ]]; then
              case $option in
                --state | --config) where+=("$option" "${word/#\~\//$HOME/}") ;;
              esac
              option=
            elif [[ $word == : ]]; then
              place=place-1
            elif [[ -z $dashes && $word == -- ]]; then
              dashes=$i
            elif [[ -z $dashes && $word == -* ]]; then
              ! _labelhook_kind "$word" || option=$word
            elif [[ -n $commands && " $commands " == *" $word "* ]]; then
              path+=" $word"
              _labelhook_command "$path"
            else
              place+=1
            fi
          done

          if [[ -n $option ]]; then
            _labelhook_kind "$option"
          elif [[ -z $dashes && $current == -* ]]; then
            kind=${options// /|}
          elif [[ -n $commands ]]; then
            kind=${commands// /|}
          else
            _labelhook_kind "$place" || _labelhook_kind rest
          fi

          case $kind in
            '' | {{CompletionKinds.None}}) ;;
            {{CompletionKinds.Files}}) compopt -o default ;;
            {{CompletionKinds.Folders}}) compopt -o dirnames ;;
            {{CompletionKinds.Modules}} | {{CompletionKinds.Callers}})
              while read -r word; do
                [[ $kind == {{CompletionKinds.Modules}} ]] || word=module/$word
                [[ $word != "$current"* ]] || COMPREPLY+=("$word")
              done < <(_labelhook_modules)
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

        complete -F _labelhook labelhook
        """;

    public static string Write(CommandSyntax root) => $$"""
        # bash completion for labelhook, as 'labelhook completion bash' prints it

        # The subcommands and options of a command, and the kinds of its values.
        _labelhook_command() {
          case $1 in
        {{string.Concat(root.All.Select(Entry))}}  esac
        }

        {{Walk}}
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
        .. command.Command.Arguments.Select(ArgumentValue),
        .. command.Options.Where(CommandSyntax.TakesValue).Select(OptionValue),
    ];

    private static string ArgumentValue(Argument argument, int index)
    {
        var position = CommandSyntax.IsRepeated(argument) ? "rest" : $"{index + 1}";
        return $"{position}={CompletionKinds.FromValueName(CommandSyntax.Name(argument))}";
    }

    private static string OptionValue(Option option) =>
        $"{option.Name}={CompletionKinds.FromValueName(CommandSyntax.ValueName(option))}";
}
