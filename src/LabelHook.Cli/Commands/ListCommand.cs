using System.CommandLine;
using LabelHook.Cli.Json;
using LabelHook.Cli.Options;
using LabelHook.Cli.Output;
using LabelHook.Modules;

namespace LabelHook.Cli.Commands;

internal static class ListCommand
{
    public static Command Create(Services services)
    {
        var module = Arguments.Module();
        module.Arity = ArgumentArity.ZeroOrOne;
        var command = new Command("list", "List modules and their ports") { module };
        command.SetAction(parsed =>
        {
            ModuleName? only = parsed.GetValue(module) is { } name ? ModuleName.Parse(name) : null;
            var modules = services.ModuleList(parsed).Read(only, out var found);
            IReadOnlyList<string> warnings = [.. services.Absence(parsed), .. found];
            if (only is { } wanted && modules.Count == 0)
                throw services.Unknown(parsed, wanted);
            if (services.Terminal.AsJson)
                services.Terminal.Print(ListDocument.From(modules, warnings), Documents.Default.ListDocument);
            else
                Show(services.Terminal, modules, warnings);
        });
        return command;
    }

    private static void Show(Terminal terminal, IReadOnlyList<ModuleListing> modules, IReadOnlyList<string> warnings)
    {
        string[] heads = ["MODULE", "PROTOCOL", "PORTS", "SINCE", "ENVIRONMENT", "IMAGE"];
        if (modules.Count > 0)
            terminal.PrintTable([heads, .. modules.SelectMany(Rows)]);
        else
            terminal.Say("no ports are allocated");
        terminal.Warn(warnings);
    }

    private static IEnumerable<string[]> Rows(ModuleListing module)
    {
        var name = module.Reserved is null ? module.Module : "(reserved)";
        var image = module.Reserved ?? module.Image ?? "-";
        var environment = module.EnvironmentWord ?? "-";
        if (module.Blocks.Count == 0)
            return [[name, "-", "-", "-", environment, image]];
        return from block in module.Blocks
               let since = Terminal.Time(block.Since)
               select (string[])[name, block.Protocol.Lower(), block.Ports.ToString(), since, environment, image];
    }
}
