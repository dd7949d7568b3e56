using System.CommandLine;
using LabelHook.Adoptions;
using LabelHook.Cli.Json;
using LabelHook.Cli.Options;
using LabelHook.Cli.Output;
using LabelHook.Database;
using LabelHook.Nodes;

namespace LabelHook.Cli.Commands;

internal static class AdoptCommand
{
    private const int Done = 0;
    private const int NotAll = 1;

    public static Command Create(Services services)
    {
        var upstream = Arguments.Word("DATABASE", $"NethServer 8 ports database [default: {NodeSettings.Ns8Database}, if it exists]");
        upstream.Arity = ArgumentArity.ZeroOrOne;
        var accept = new Option<string[]>("--accept")
        {
            Description = "Adopt this module's environment file even if its user can write to it; may be repeated",
            HelpName = "MODULE",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Show what would happen without changing anything" };
        var command = new Command("adopt", "Rebuild a lost ports database from environment files and a NethServer 8 database")
        {
            upstream, accept, dryRun,
        };
        command.SetAction(parsed =>
        {
            ModuleName[] accepted = [.. (parsed.GetValue(accept) ?? []).Select(ModuleName.Parse)];
            return Run(services.Terminal, services.Adoption(parsed, parsed.GetValue(upstream), accepted), parsed.GetValue(dryRun));
        });
        return command;
    }

    private static int Run(Terminal terminal, Adoption adoption, bool dryRun)
    {
        var plan = dryRun ? adoption.Plan() : adoption.Apply();
        if (plan.Conflicts.Count > 0)
            throw new LabelHookException([.. plan.LeftOut, .. plan.Conflicts]);
        if (terminal.AsJson)
            terminal.Print(AdoptDocument.From(plan), Documents.Default.AdoptDocument);
        else
            Show(terminal, plan);
        var isWhole = plan.LeftOut.Count == 0;
        terminal.Say((plan.IsEmpty, isWhole, dryRun) switch
        {
            (true, true, _) => "nothing to adopt: the ports database already has everything",
            (true, false, _) => "nothing adopted",
            (false, _, true) => "dry run: nothing was written",
            (false, true, false) => "adopted",
            (false, false, false) => "adopted what is shown above",
        });
        return isWhole ? Done : NotAll;
    }

    private static void Show(Terminal terminal, AdoptionPlan plan)
    {
        var recorded = plan.Records.Where(record => plan.Blocks.All(block => block.Owner != record.Module)).Select(record => (string[])[record.Module, "-", "-", record.EnvironmentFile!]);
        var rows = plan.Blocks.Select(block => (string[])[Reservation.Reason(block.Owner) is null ? block.Owner : "(reserved)", block.Protocol.Lower(), block.Ports.ToString(), block.From]);
        if (!plan.IsEmpty)
            terminal.PrintTable([["MODULE", "PROTOCOL", "PORTS", "FROM"], .. rows, .. recorded]);
        foreach (var warning in plan.Warnings)
            terminal.Warn(warning);
        if (plan.LeftOut.Count > 0)
            terminal.Fail(plan.LeftOut);
    }
}
