using LabelHook.Host;
using LabelHook.Status;

namespace LabelHook.Cli.Json;

internal sealed record StatusDocument(
    string Version,
    SettingDocument State,
    SettingDocument Database,
    SettingDocument Configuration,
    SettingDocument Engine,
    int Modules,
    IReadOnlyList<ProtocolStatusDocument> Protocols,
    int RejectedImages,
    DateTime? LogStart,
    IReadOnlyList<UnitDocument> Units,
    IReadOnlyList<string> Warnings)
{
    public static StatusDocument From(
        string version,
        SettingsInUse settings,
        NodeStatus status,
        IEnumerable<UnitState> units,
        IReadOnlyList<string> warnings) => new(
        version,
        SettingDocument.From(settings.State),
        SettingDocument.From(settings.Database),
        SettingDocument.From(settings.Configuration),
        SettingDocument.From(settings.Engine),
        status.Modules,
        [.. status.Map.Protocols.Select(ProtocolStatusDocument.From)],
        status.RejectedImages,
        status.LogStart?.UtcDateTime,
        [.. units.Select(UnitDocument.From)],
        warnings);
}
