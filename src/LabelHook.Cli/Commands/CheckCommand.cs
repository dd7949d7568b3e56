using System.CommandLine;
using LabelHook.Checks;
using LabelHook.Cli.Json;
using LabelHook.Cli.Options;
using LabelHook.Cli.Output;
using LabelHook.Host;

namespace LabelHook.Cli.Commands;

internal static class CheckCommand
{
    private const int Clean = 0;
    private const int Found = 1;

    public static Command Create(Services services)
    {
        var repair = new Option<bool>("--repair") { Description = "Repair what is certain, and report the rest" };
        var command = new Command(
            "check", "Compare the ports database with environment files, sockets, units and kernel settings")
        {
            repair, services.DryRun,
        };
        command.SetAction(parsed =>
        {
            var warnings = services.Absence(parsed);
            services.Terminal.Warn(warnings);
            var result = services.Check(parsed).Run(parsed.GetValue(repair));
            var code = Run(services.Terminal, result, warnings, parsed.GetValue(services.DryRun));
            services.SayIfDryRun(parsed);
            return code;
        });
        return command;
    }

    private static int Run(Terminal terminal, CheckResult result, IReadOnlyList<string> warnings, bool dryRun)
    {
        if (terminal.AsJson)
            terminal.Print(CheckDocument.From(result, warnings), Documents.Default.CheckDocument);
        else
            Show(terminal, result, dryRun);
        return result.IsClean ? Clean : Found;
    }

    private static void Show(Terminal terminal, CheckResult result, bool dryRun)
    {
        terminal.PrintLines(Lines(result, dryRun));
        foreach (var failure in result.Failed)
            terminal.Warn($"not repaired: {failure}");
        terminal.Say((result.IsClean, result.Findings.Count) switch
        {
            (true, 0) => "clean",
            (true, _) => "clean, see the notes above",
            (_, 0) => "not everything could be repaired",
            (_, 1) => "1 finding",
            var (_, count) => $"{count} findings",
        });
    }

    private static IEnumerable<string> Lines(CheckResult result, bool dryRun)
    {
        foreach (var done in result.Repaired)
            yield return $"{(dryRun ? "dry run" : "repaired")}: {done}";
        foreach (var finding in result.Findings)
        {
            yield return $"{finding.Word}: {finding.Message}";
            yield return $"  {finding.Remedy}";
        }

        if (result.DropIn is { } dropIn)
        {
            yield return $"{SysctlDropIn.Path}:";
            yield return $"  {dropIn.Line}";
        }
    }
}
