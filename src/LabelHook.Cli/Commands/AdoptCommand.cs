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
        var upstream = Arguments.Word(
            "DATABASE", $"NethServer 8 ports database [default: {NodeSettings.Ns8Database}, if it exists]");
        upstream.Arity = ArgumentArity.ZeroOrOne;
        var accept = new Option<string[]>("--accept")
        {
            Description = "Adopt this module's environment file even if its user can write to it; may be repeated",
            HelpName = "MODULE",
        };
        var command = new Command(
            "adopt", "Rebuild a lost ports database from environment files and a NethServer 8 database")
        {
            upstream, accept, services.DryRun,
        };
        command.SetAction(parsed =>
        {
            ModuleName[] accepted = [.. (parsed.GetValue(accept) ?? []).Select(ModuleName.Parse)];
            var adoption = services.Adoption(parsed, parsed.GetValue(upstream), accepted);
            return Run(services.Terminal, adoption, parsed.GetValue(services.DryRun));
        });
        return command;
    }

    private static int Run(Terminal terminal, Adoption adoption, bool dryRun)
    {
        var plan = adoption.Apply();
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
        string[] heads = ["MODULE", "PROTOCOL", "PORTS", "FROM"];
        if (!plan.IsEmpty)
            terminal.PrintTable([heads, .. plan.Blocks.Select(Row), .. RecordRows(plan)]);
        foreach (var warning in plan.Warnings)
            terminal.Warn(warning);
        if (plan.LeftOut.Count > 0)
            terminal.Fail(plan.LeftOut);
    }

    private static string[] Row(AdoptedBlock block)
    {
        var owner = Reservation.Reason(block.Owner) is null ? block.Owner : "(reserved)";
        return [owner, block.Protocol.Lower(), block.Ports.ToString(), block.From];
    }

    // Modules that get only a record, without ports.
    private static IEnumerable<string[]> RecordRows(AdoptionPlan plan) =>
        from record in plan.Records
        where plan.Blocks.All(block => block.Owner != record.Module)
        select (string[])[record.Module, "-", "-", record.EnvironmentFile!];
}
