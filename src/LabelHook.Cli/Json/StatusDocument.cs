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
    // settings: State, database, configuration and engine.
    public static StatusDocument From(
        string version,
        IReadOnlyList<Setting> settings,
        NodeStatus status,
        IEnumerable<UnitState> units,
        IReadOnlyList<string> warnings) => new(
        version,
        SettingDocument.From(settings[0]),
        SettingDocument.From(settings[1]),
        SettingDocument.From(settings[2]),
        SettingDocument.From(settings[3]),
        status.Modules,
        [.. status.Map.Protocols.Select(ProtocolStatusDocument.From)],
        status.RejectedImages,
        status.LogStart?.UtcDateTime,
        [.. units.Select(UnitDocument.From)],
        warnings);
}
