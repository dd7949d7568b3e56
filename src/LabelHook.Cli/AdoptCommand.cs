using System.CommandLine;
using LabelHook.Adoptions;
using LabelHook.Cli.Json;
using LabelHook.Ports;

namespace LabelHook.Cli;

internal static class AdoptCommand
{
    public static Command Create(CommonOptions common)
    {
        var upstream = CommandLine.Word("DATABASE", $"A ports database of NethServer 8 [default: {UpstreamDatabase.Ns8}, if there is one]");
        upstream.Arity = ArgumentArity.ZeroOrOne;
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would happen, and touch nothing" };
        var command = new Command("adopt", "Rebuild a lost registry from the environment files of the modules and from a database of NethServer 8") { upstream, dryRun };
        command.SetAction(parsed => Run(common.Terminal, common.Adoption(parsed, parsed.GetValue(upstream)), parsed.GetValue(dryRun)));
        return command;
    }

    private static void Run(Terminal terminal, Adoption adoption, bool dryRun)
    {
        var plan = adoption.Plan();
        if (!terminal.AsJson)
            Show(terminal, plan);
        if (plan.Conflicts.Count > 0)
            throw new LabelHookException(plan.Conflicts);
        if (!dryRun)
            adoption.CarryOut(plan);
        if (terminal.AsJson)
            terminal.Print(AdoptDocument.Of(plan), Documents.Default.AdoptDocument);
        terminal.Say((plan.IsEmpty, dryRun) switch
        {
            (true, _) => "nothing to adopt: the registry has all that is named",
            (false, true) => "dry run: nothing was written",
            (false, false) => "adopted",
        });
    }

    private static void Show(Terminal terminal, AdoptionPlan plan)
    {
        var recorded = plan.Records.Where(record => plan.Blocks.All(block => block.Owner != record.Module)).Select(record => (string[])[record.Module, "-", "-", record.EnvironmentFile!]);
        var rows = plan.Blocks.Select(block => (string[])[Reservation.Reason(block.Owner) is null ? block.Owner : "(reserved)", block.Protocol.Lower(), block.Ports.ToString(), block.From]);
        if (!plan.IsEmpty)
            terminal.PrintTable([["MODULE", "PROTOCOL", "PORTS", "FROM"], .. rows, .. recorded]);
        foreach (var warning in plan.Warnings)
            terminal.Warn(warning);
    }
}
