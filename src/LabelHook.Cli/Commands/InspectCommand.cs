using System.CommandLine;
using LabelHook.Cli.Json;
using LabelHook.Cli.Options;
using LabelHook.Cli.Output;
using LabelHook.Images;
using LabelHook.Labels;
using LabelHook.Nodes;

namespace LabelHook.Cli.Commands;

internal static class InspectCommand
{
    public static Command Create(Services services)
    {
        var image = Arguments.Image();
        var command = new Command("inspect", "Show what the labels of an image demand, and every error in them")
        {
            image,
        };
        command.SetAction(parsed =>
        {
            var found = services.Images(parsed).Find(parsed.GetRequiredValue(image));
            Run(services, found, services.Settings(parsed));
        });
        return command;
    }

    private static void Run(Services services, ModuleImage image, NodeSettings settings)
    {
        var labels = ModuleLabels.Read(image.Labels, settings.Band.Range, out var problems);
        var warnings = LabelWarnings.ForLabels(image, labels.Authorizations, settings.IsNs8);
        var terminal = services.Terminal;
        if (terminal.AsJson)
            terminal.Print(InspectDocument.From(image, labels, problems, warnings), Documents.Default.InspectDocument);
        else
            Show(terminal, image, labels);
        foreach (var warning in warnings)
            terminal.Warn(warning);
        if (problems.Count > 0)
            throw new LabelHookException(problems);
    }

    private static void Show(Terminal terminal, ModuleImage image, ModuleLabels labels)
    {
        var rows = new List<string[]> { (string[])["image", image.Reference] };
        if (image.Id.Length > 0)
            rows.Add(["id", image.Id]);
        rows.Add(["tcp ports", Value(ModuleLabels.DemandLabel(Protocol.Tcp), $"{labels.Tcp}")]);
        rows.Add(["udp ports", Value(ModuleLabels.DemandLabel(Protocol.Udp), $"{labels.Udp}")]);
        var authorizations = labels.Authorizations.Count == 0 ? "none" : string.Join(' ', labels.Authorizations);
        rows.Add(["authorizations", Value(ModuleLabels.AuthorizationsLabel, authorizations)]);
        terminal.PrintTable(rows);

        string Value(string label, string value) => labels.Refused.Contains(label) ? "refused" : value;
    }
}
