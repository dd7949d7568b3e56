using LabelHook.Database;

namespace LabelHook.Adoptions;

internal static class AdoptionWarnings
{
    public static string RowLeftOut(string path, Protocol protocol, RawRow row) =>
        $"skipped row {Wording.Shown(row.Words)} of {path}: it has no {protocol.Lower()} port";

    public static string RowsQuarantined(string path, Protocol protocol, PortRange ports, string words) =>
        $"reserved {protocol.Lower()} ports {ports} until 'labelhook unreserve', because their owner is unclear: {path} says {Wording.Shown(words)}";

    public static string RowsJoined(string path, Protocol protocol, PortRange ports, string words) =>
        $"joined overlapping rows of {path} into {protocol.Lower()} ports {ports}: {Wording.Shown(words)}";
}
