using System.CommandLine;
using LabelHook.Cli.Json;
using LabelHook.Cli.Options;
using LabelHook.Cli.Output;
using LabelHook.Modules;

namespace LabelHook.Cli.Commands;

internal static class RemoveCommand
{
    public static Command Create(Services services)
    {
        var module = Arguments.Module();
        var force = new Option<bool>("--force")
        {
            Description = "Remove the module even if its ports are in use or a systemd unit loads its environment file",
        };
        var command = new Command(
            "remove", "Remove a module's variables from its environment file, and release its ports")
        {
            module, force, services.DryRun,
        };
        command.SetAction(parsed =>
        {
            var name = ModuleName.Parse(parsed.GetRequiredValue(module));
            var use = services.Use(parsed);
            var result = services.Remover(parsed).Remove(name, parsed.GetValue(force) ? null : use.RefuseIfInUse)
                ?? throw services.Unknown(parsed, name);
            Run(services.Terminal, result, parsed.GetValue(services.DryRun));
        });
        return command;
    }

    private static void Run(Terminal terminal, RemoveResult result, bool dryRun)
    {
        if (terminal.AsJson)
        {
            terminal.Print(RemoveDocument.From(result), Documents.Default.RemoveDocument);
            return;
        }

        foreach (var ports in result.Tcp)
            terminal.Print($"{ports}/tcp");
        foreach (var ports in result.Udp)
            terminal.Print($"{ports}/udp");
        foreach (var warning in result.Warnings)
            terminal.Warn(warning);
        terminal.Say(dryRun ? $"dry run: would remove {result.Module}" : $"{result.Module} removed");
    }
}
