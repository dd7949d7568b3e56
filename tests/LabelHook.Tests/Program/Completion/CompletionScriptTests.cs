using System.CommandLine;
using System.Text.RegularExpressions;
using LabelHook.Cli.Completion;
using LabelHook.Cli.Syntax;

namespace LabelHook.Tests.Program.Completion;

public static partial class CompletionScriptTests
{
    [Fact]
    public static void Bash_knows_the_subcommands_options_and_values_of_each_command()
    {
        var script = new BashScript(Syntax()).Write();

        Assert.Contains("""
                'labelhook')
                  commands='show'
                  options='--state'
                  values='--state=folder'
            """, script, StringComparison.Ordinal);
        Assert.Contains("""
                'labelhook show')
                  commands=''
                  options='--all --state'
                  values='1=module rest=file --state=folder'
            """, script, StringComparison.Ordinal);
    }

    [Fact]
    public static void Fish_quotes_descriptions() => Assert.Contains(
        @"-a show -d 'Show a module\'s [ports]: all'", new FishScript(Syntax()).Write(), StringComparison.Ordinal);

    [Fact]
    public static void Zsh_quotes_and_escapes_descriptions()
    {
        var script = new ZshScript(Syntax()).Write();

        Assert.Contains(@"'show:Show a module'\''s [ports]: all'", script, StringComparison.Ordinal);
        Assert.Contains(@"'--all[Show \[all\]\: even old ones]'", script, StringComparison.Ordinal);
    }

    [Fact]
    public static void Hidden_commands_are_not_completed()
    {
        Assert.DoesNotContain("secret", new BashScript(Syntax()).Write(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", new FishScript(Syntax()).Write(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", new ZshScript(Syntax()).Write(), StringComparison.Ordinal);
    }

    // A shell may load both.
    [Fact]
    public static void The_scripts_of_two_programs_have_different_functions()
    {
        Assert.Empty(Functions(Syntax()).Intersect(Functions(Syntax("labelhook-show"))));
        Assert.True(Functions(Syntax()).Count() > 10);
    }

    private static IEnumerable<string> Functions(CommandSyntax root)
    {
        string[] scripts = [new BashScript(root).Write(), new FishScript(root).Write(), new ZshScript(root).Write()];
        return from script in scripts
               from Match match in Function().Matches(script)
               select match.Groups["name"].Value;
    }

    private static CommandSyntax Syntax(string program = "labelhook")
    {
        var root = new Command(program)
        {
            new Command("show", "Show a module's [ports]: all")
            {
                new Argument<string>("MODULE"),
                new Argument<string[]>("FILE"),
                new Option<bool>("--all") { Description = "Show [all]: even old ones" },
            },
            new Command("secret") { Hidden = true },
            new Option<string>("--state") { HelpName = "DIR", Recursive = true },
        };
        return CommandSyntax.FromRoot(root);
    }

    [GeneratedRegex(@"^(?<name>_[\w-]+)\(\) \{$|^function (?<name>\S+)", RegexOptions.Multiline, 1000)]
    private static partial Regex Function();
}
