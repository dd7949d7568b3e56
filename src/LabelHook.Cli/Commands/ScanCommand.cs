using System.CommandLine;
using LabelHook.Cli.Json;
using LabelHook.Cli.Options;
using LabelHook.Cli.Output;
using LabelHook.Modules;
using LabelHook.Scans;

namespace LabelHook.Cli.Commands;

internal static class ScanCommand
{
    public static Command Create(Services services)
    {
        var untilStable = new Option<bool>("--until-stable") { Description = "Repeat until no new images arrive" };
        var watched = new Option<bool>("--print-watched") { Hidden = true }; // for hooks/install.sh
        var command = new Command("scan", "Install all new images on this host that have module labels")
        {
            untilStable, services.DryRun, watched,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(watched))
            {
                foreach (var file in services.Images(parsed).WatchedFiles())
                    services.Terminal.Print(file);
                return;
            }

            services.Terminal.IsInJournal = Services.IsInJournal;
            using var stop = new StopSignal();
            var result = services.Scan(parsed).Run(parsed.GetValue(untilStable), stop.Token);
            Show(services.Terminal, result);
            if (!services.Terminal.IsInJournal) // a timer would repeat them forever
                services.Terminal.Warn(result.StillRefused.Select(problem => $"still rejected: {problem.Message}"));
            if (result.IsUnsettled)
                services.Terminal.Warn(ScanWarnings.StillChanging());
            if (result.IsStopped)
                End(services.Terminal, stop, result.Refused);
            if (result.Refused.Count > 0 || result.Failure is not null)
                throw new LabelHookException([.. result.Refused, .. result.Failure?.Problems ?? []]);
            if (result.Installed.Count + result.Warnings.Count == 0)
                services.Terminal.Say($"nothing new among {result.Images} labelled images");
            services.SayIfDryRun(parsed);
        });
        return command;
    }

    public static void Show(Terminal terminal, ScanResult result)
    {
        if (terminal.AsJson)
        {
            terminal.Print(ScanDocument.From(result), Documents.Default.ScanDocument);
            return;
        }

        if (result.Installed.Count > 0)
            terminal.PrintTable([.. result.Installed.Select(Row)]);
        foreach (var warning in result.Installed.SelectMany(module => module.Warnings).Concat(result.Warnings))
            terminal.Warn(warning);
    }

    private static void End(Terminal terminal, StopSignal stop, List<Problem> refused)
    {
        if (refused.Count > 0)
            terminal.Fail(refused);
        terminal.Warn("scan interrupted; the next scan continues from here");
        stop.Die();
    }

    private static string[] Row(InstallResult module)
    {
        var ports = new List<string>();
        if (module.Tcp.Count > 0)
            ports.Add($"{module.Tcp}/tcp");
        if (module.Udp.Count > 0)
            ports.Add($"{module.Udp}/udp");
        return [module.Record.Module, ports.Count == 0 ? "-" : string.Join(',', ports), module.Record.Image];
    }
}
