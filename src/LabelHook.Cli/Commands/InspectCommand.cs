using System.CommandLine;
using LabelHook.Cli.Json;
using LabelHook.Cli.Options;
using LabelHook.Cli.Output;
using LabelHook.Images.Sources;
using LabelHook.Labels;
using LabelHook.Modules;

namespace LabelHook.Cli.Commands;

internal static class InspectCommand
{
    private const int AsExpected = 0;
    private const int Different = 1;

    public static Command Create(Services services)
    {
        var image = Arguments.DescribedImage();
        var expect = new Option<bool>("--expect")
        {
            Description = "Compare the variables, or the error, with what the sample expects: under its expect: key",
        };
        var command = new Command("inspect", "Show what the labels of an image demand, and every error in them")
        {
            image, expect,
        };
        command.SetAction(int (parsed) =>
        {
            var name = parsed.GetRequiredValue(image);
            var descriptions = services.Descriptions(parsed);
            var compares = parsed.GetValue(expect);
            var description = compares ? descriptions.ReadWithExpectation(name) : descriptions.Read(name);
            var settings = services.Settings(parsed);
            var inspection = Inspection.Read(description.Image, settings);
            IReadOnlyList<string> warnings =
            [
                .. description.Warnings,
                .. LabelWarnings.ForLabels(description.Image, inspection.Labels.Authorizations, settings.IsNs8),
            ];
            return Run(services.Terminal, inspection, compares ? description : null, warnings);
        });
        return command;
    }

    // expectation: Null without --expect.
    private static int Run(
        Terminal terminal, Inspection inspection, DescribedImage? expectation, IReadOnlyList<string> warnings)
    {
        var differences = expectation is null ? null : inspection.DifferencesFrom(expectation.Expected!);
        if (terminal.AsJson)
        {
            var document = InspectDocument.From(inspection, differences, warnings);
            terminal.Print(document, Documents.Default.InspectDocument);
        }
        else
        {
            terminal.PrintTable([.. Rows(inspection), .. Differences(differences ?? [])]);
        }

        terminal.Warn(warnings);
        if (inspection.Problems.Count > 0 && differences is not [])
            throw new LabelHookException(inspection.Problems);
        if (differences is null)
            return AsExpected;
        terminal.Say(differences.Count switch
        {
            0 when inspection.Problems is [var problem, ..] => $"as expected: {problem.Message}",
            0 => "as expected",
            1 => "1 difference",
            var count => $"{count} differences",
        });
        return differences.Count == 0 ? AsExpected : Different;
    }

    private static IEnumerable<string[]> Rows(Inspection inspection)
    {
        var labels = inspection.Labels;
        yield return ["image", inspection.Image.Reference];
        if (inspection.Image.Id.Length > 0)
            yield return ["id", inspection.Image.Id];
        yield return ["tcp ports", Value(ModuleLabels.DemandLabel(Protocol.Tcp), $"{labels.Tcp}")];
        yield return ["udp ports", Value(ModuleLabels.DemandLabel(Protocol.Udp), $"{labels.Udp}")];
        var authorizations = labels.Authorizations.Count == 0 ? "none" : string.Join(' ', labels.Authorizations);
        yield return ["authorizations", Value(ModuleLabels.AuthorizationsLabel, authorizations)];
        if (inspection.Variables is not { } variables)
            yield break;
        foreach (var (index, (name, value)) in variables.Index())
            yield return [index == 0 ? "on an empty node" : "", $"{name}={value}"];

        string Value(string label, string value) => labels.Refused.Contains(label) ? "refused" : value;
    }

    private static IEnumerable<string[]> Differences(IReadOnlyList<Difference> differences) =>
        from difference in differences
        let expected = difference.Expected ?? "none"
        let actual = difference.Actual ?? "none"
        select (string[])["different", $"{difference.Name}: expected {expected}, got {actual}"];
}
