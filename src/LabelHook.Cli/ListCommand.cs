using System.CommandLine;
using LabelHook.Cli.Json;

namespace LabelHook.Cli;

internal static class ListCommand
{
    public static Command Create(CommonOptions common)
    {
        var module = CommandLine.Module();
        module.Arity = ArgumentArity.ZeroOrOne;
        var command = new Command("list", "Show the modules and the ports that they hold") { module };
        command.SetAction(parsed =>
        {
            ModuleName? only = parsed.GetValue(module) is { } name ? ModuleName.Parse(name) : null;
            var modules = common.Hook(parsed).List(only, out var warnings);
            if (only is { } wanted && modules.Count == 0)
                throw new LabelHookException(Problems.ModuleUnknown(wanted));
            if (common.Terminal.AsJson)
                common.Terminal.Print(ListDocument.Of(modules, warnings), Documents.Default.ListDocument);
            else
                Show(common.Terminal, modules, warnings);
        });
        return command;
    }

    private static void Show(Terminal terminal, IReadOnlyList<ModuleListing> modules, IReadOnlyList<string> warnings)
    {
        if (modules.Count > 0)
            terminal.PrintTable([["MODULE", "TCP", "UDP", "IMAGE"], .. modules.Select(Row)]);
        else
            terminal.Say("no module holds ports here");
        foreach (var warning in warnings)
            terminal.Warn(warning);

        static string[] Row(ModuleListing module) => [module.Module, Ports(module.Tcp), Ports(module.Udp), module.Record?.Image ?? "-"];

        static string Ports(IReadOnlyList<Ports.PortRange> ports) => ports.Count == 0 ? "-" : string.Join(',', ports);
    }
}
