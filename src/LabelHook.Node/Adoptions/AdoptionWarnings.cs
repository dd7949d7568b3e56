using LabelHook.Database;
using static LabelHook.Wording;

namespace LabelHook.Adoptions;

internal static class AdoptionWarnings
{
    public static string RowSkipped(string path, Protocol protocol, RawRow row) =>
        $"skipped row {Shown(row.Words)} of {path}: it has no {protocol.Lower()} port";

    public static string RowsReserved(string path, Protocol protocol, PortRange ports, string words) =>
        $"reserved {protocol.Lower()} ports {ports} until 'labelhook unreserve', "
            + $"because their owner is unclear: {path} says {Shown(words)}";

    public static string RowsJoined(string path, Protocol protocol, PortRange ports, string words) =>
        $"joined overlapping rows of {path} into {protocol.Lower()} ports {ports}: {Shown(words)}";

    public static string FileSkipped(string path, Problem problem) =>
        $"skipped {Shown(path, path.Length)}: {problem.Message}";
}
