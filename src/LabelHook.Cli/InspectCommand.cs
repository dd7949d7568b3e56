using System.CommandLine;
using LabelHook.Cli.Json;
using LabelHook.Images;

namespace LabelHook.Cli;

internal static class InspectCommand
{
    public static Command Create(CommonOptions common)
    {
        var image = CommandLine.Image();
        var command = new Command("inspect", "Show what the labels of an image ask for, and everything that is wrong with them") { image };
        command.SetAction(parsed => Run(common, common.Images(parsed).Find(parsed.GetRequiredValue(image)), common.Settings(parsed).Band));
        return command;
    }

    private static void Run(CommonOptions common, ModuleImage image, Ports.PortBand band)
    {
        var labels = ModuleLabels.Read(image.Labels, band.Range, out var problems);
        if (common.Terminal.AsJson)
            common.Terminal.Print(InspectDocument.Of(image, labels, problems), Documents.Default.InspectDocument);
        else
            Show(common.Terminal, image, labels, problems);
        if (problems.Count > 0)
            throw new LabelHookException(problems);
    }

    private static void Show(Terminal terminal, ModuleImage image, ModuleLabels labels, IReadOnlyList<Problem> problems)
    {
        var rows = new List<string[]> { (string[])["image", image.Reference] };
        if (image.Id.Length > 0)
            rows.Add(["id", image.Id]);
        rows.Add(["tcp ports", Ports(ModuleLabels.DemandLabel(LabelHook.Ports.Protocol.Tcp), $"{labels.Tcp}")]);
        rows.Add(["udp ports", Ports(ModuleLabels.DemandLabel(LabelHook.Ports.Protocol.Udp), $"{labels.Udp}")]);
        rows.Add(["authorizations", labels.Authorizations.Count == 0 ? "none" : string.Join(' ', labels.Authorizations)]);
        terminal.PrintTable(rows);

        string Ports(string label, string count) => problems.Any(problem => problem.Message.StartsWith($"label {label} ", StringComparison.Ordinal)) ? "refused" : count;
    }
}
