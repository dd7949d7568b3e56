using System.CommandLine;
using LabelHook.Cli.Json;
using LabelHook.Ports;

namespace LabelHook.Cli;

internal static class ScanCommand
{
    public static Command Create(CommonOptions common)
    {
        var untilStable = new Option<bool>("--until-stable") { Description = "Look again until nothing came since the last look" };
        var watched = new Option<bool>("--print-watched") { Hidden = true }; // for hooks/install.sh
        var command = new Command("scan", "Install every image of this host that is new and has labels for modules") { untilStable, watched };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(watched))
            {
                foreach (var file in common.Images(parsed).WatchedFiles())
                    common.Terminal.Print(file);
                return;
            }

            common.Terminal.IsInJournal = CommonOptions.IsInJournal;
            var result = common.Scan(parsed).Run(parsed.GetValue(untilStable));
            if (common.Terminal.AsJson)
                common.Terminal.Print(ScanDocument.Of(result), Documents.Default.ScanDocument);
            else
                Show(common.Terminal, result);
            if (result.Refused.Count > 0 || result.Failure is not null)
                throw new LabelHookException([.. result.Refused, .. result.Failure?.Problems ?? []]);
        });
        return command;
    }

    public static void Show(Terminal terminal, ScanResult result)
    {
        if (result.Installed.Count > 0)
            terminal.PrintTable([.. result.Installed.Select(Row)]);
        foreach (var warning in result.Installed.SelectMany(module => module.Warnings))
            terminal.Warn(warning);
        if (result.Installed.Count + result.Refused.Count == 0)
            terminal.Say($"nothing new among {result.Images} labelled images");
    }

    private static string[] Row(InstallResult module)
    {
        var ports = ProtocolName.All.Zip((PortRange[])[module.Tcp, module.Udp]).Where(block => block.Second.Count > 0).Select(block => $"{block.Second}/{block.First.Lower()}").ToList();
        return [module.Record.Module, ports.Count == 0 ? "-" : string.Join(',', ports), module.Record.Image];
    }
}
