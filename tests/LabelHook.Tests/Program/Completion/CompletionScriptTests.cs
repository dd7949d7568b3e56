using System.CommandLine;
using LabelHook.Cli.Completion;
using LabelHook.Cli.Syntax;

namespace LabelHook.Tests.Program.Completion;

public static class CompletionScriptTests
{
    [Fact]
    public static void Bash_knows_the_subcommands_options_and_values_of_each_command()
    {
        var script = BashScript.Write(Syntax());

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
        @"-a show -d 'Show a module\'s [ports]: all'", FishScript.Write(Syntax()), StringComparison.Ordinal);

    [Fact]
    public static void Zsh_quotes_and_escapes_descriptions()
    {
        var script = ZshScript.Write(Syntax());

        Assert.Contains(@"'show:Show a module'\''s [ports]: all'", script, StringComparison.Ordinal);
        Assert.Contains(@"'--all[Show \[all\]\: even old ones]'", script, StringComparison.Ordinal);
    }

    [Fact]
    public static void Hidden_commands_are_not_completed()
    {
        Assert.DoesNotContain("secret", BashScript.Write(Syntax()), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", FishScript.Write(Syntax()), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", ZshScript.Write(Syntax()), StringComparison.Ordinal);
    }

    private static CommandSyntax Syntax()
    {
        var root = new Command("labelhook")
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
}
