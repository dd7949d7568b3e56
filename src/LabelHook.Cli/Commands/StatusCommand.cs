using System.CommandLine;
using LabelHook.Cli.Json;
using LabelHook.Cli.Options;
using LabelHook.Cli.Output;
using LabelHook.Host;
using LabelHook.Maps;
using LabelHook.Status;

namespace LabelHook.Cli.Commands;

internal static class StatusCommand
{
    private static readonly string[] Units =
    [
        "labelhook-scan.path", "labelhook-scan.timer", "labelhook-scan.service", "labelhook-watch.service",
        "labelhook-metrics.timer",
    ];

    public static Command Create(Services services)
    {
        var command = new Command("status", "Show the settings in use and where they come from, the ports and the units");
        command.SetAction(parsed =>
        {
            var settings = services.SettingsInUse(parsed);
            var status = services.Status(parsed);
            var units = UnitState.Read(Units);
            var warnings = services.Absence(parsed);
            if (services.Terminal.AsJson)
            {
                var document = StatusDocument.From(VersionAction.Version, settings, status, units, warnings);
                services.Terminal.Print(document, Documents.Default.StatusDocument);
                return;
            }

            services.Terminal.PrintTable([.. Rows(settings, status, units)]);
            services.Terminal.Warn(warnings);
        });
        return command;
    }

    private static IEnumerable<string[]> Rows(SettingsInUse settings, NodeStatus status, IReadOnlyList<UnitState> units)
    {
        yield return ["version", VersionAction.Version];
        yield return ["state", Text(settings.State)];
        yield return ["database", Text(settings.Database)];
        yield return ["configuration", Text(settings.Configuration)];
        yield return ["engine", Text(settings.Engine)];
        yield return ["modules", $"{status.Modules}"];
        foreach (var protocol in status.Map.Protocols)
            yield return [$"{protocol.Protocol.Lower()} ports", Ports(protocol)];
        yield return ["log", status.LogStart is { } start ? $"since {Terminal.Time(start)}" : "none"];
        var rejected = status.RejectedImages;
        yield return ["images", rejected == 0 ? "none rejected" : $"{rejected} rejected; see 'labelhook check'"];
        if (units.Count == 0)
            yield return ["units", "none"];
        foreach (var (index, unit) in units.Index())
            yield return [index == 0 ? "units" : "", Unit(unit)];
    }

    private static string Text(Setting setting) => $"{setting.Value} ({setting.Source})";

    private static string Ports(ProtocolMap protocol)
    {
        var allocated = protocol.Count(MapKind.Module);
        var reserved = protocol.Count(MapKind.Reserved);
        var free = protocol.Count(MapKind.Free);
        var largest = protocol.LargestFree;
        var block = largest.Count == 0 ? "" : $", largest free block {largest}";
        return $"{allocated} allocated, {reserved} reserved, {free} free{block}";
    }

    private static string Unit(UnitState unit)
    {
        var run = unit.LastRun is { } time ? $", last run ended {Terminal.Time(time)}: {unit.Result}" : "";
        return $"{unit.Unit}: {unit.Enabled}, {unit.Active}{run}";
    }
}
