using System.CommandLine;
using LabelHook.Cli.Json;
using LabelHook.Cli.Options;
using LabelHook.Cli.Output;
using LabelHook.Labels;
using LabelHook.Plans;

namespace LabelHook.Cli.Commands;

internal static class PlanCommand
{
    private const int Fits = 0;
    private const int DoesNotFit = 1;

    public static Command Create(Services services)
    {
        var images = new Argument<string[]>("IMAGE[=COUNT]")
        {
            Description = "An image as for inspect, and how many modules of it [default: 1]",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command(
            "plan", "Show whether new modules of images would fit on this node, without installing them")
        {
            images,
        };
        command.SetAction(int (parsed) =>
        {
            var band = services.Settings(parsed).Band.Range;
            var counts = parsed.GetRequiredValue(images).Select(text => ImageCount.Parse(text, band.Count)).ToList();
            var descriptions = services.Descriptions(parsed);
            var requests = new List<PlanRequest>();
            var warnings = new List<string>(services.Absence(parsed));
            foreach (var (image, count) in counts)
            {
                var description = descriptions.Read(image);
                warnings.AddRange([.. description.Warnings, .. LabelWarnings.ForKeys(description.Image)]);
                requests.Add(PlanRequest.Create(description.Image, band, count));
            }

            return Run(services.Terminal, services.Plan(parsed).Run(requests), [.. warnings.Distinct()]);
        });
        return command;
    }

    private static int Run(Terminal terminal, PlanResult result, IReadOnlyList<string> warnings)
    {
        if (terminal.AsJson)
            terminal.Print(PlanDocument.From(result, warnings), Documents.Default.PlanDocument);
        else
            Show(terminal, result);
        terminal.Warn(warnings);
        terminal.Say(result.AllFit ? "everything fits" : $"{result.Fit} of {result.Count} modules fit");
        return result.AllFit ? Fits : DoesNotFit;
    }

    private static void Show(Terminal terminal, PlanResult result)
    {
        terminal.PrintTable([["IMAGE", "COUNT", "TCP", "UDP", "FIT"], .. result.Images.Select(Row)]);
        if (result.Misfit is not { } misfit)
            return;
        var name = $"module {misfit.Number} of {Wording.Plain(misfit.Request.Image.Reference)}";
        foreach (var shortage in misfit.Shortages)
            terminal.Print($"{name} does not fit: {shortage.Reason.Message}");
        foreach (var remedy in Remedies(misfit, result.Band))
            terminal.Print($"  {remedy}");
    }

    private static string[] Row(PlannedImage planned)
    {
        var (image, labels, count) = planned.Request;
        return [image.Reference, $"{count}", $"{labels.Tcp}", $"{labels.Udp}", $"{planned.Fit}"];
    }

    private static IEnumerable<string> Remedies(Misfit misfit, PortRange band)
    {
        if (misfit.WiderBand is { } wider)
        {
            var more = wider.Count - band.Count;
            yield return $"all of the plan fits in band: {wider}, with {more} more {(more == 1 ? "port" : "ports")}";
        }

        foreach (var module in misfit.Movable)
        {
            var protocol = misfit.Shortages[0].Protocol.Lower();
            yield return $"this module fits after 'labelhook move {module} --protocol {protocol}'";
        }

        foreach (var module in misfit.Removable)
            yield return $"this module fits after 'labelhook remove {module}'";
    }
}
