using LabelHook.Database;

namespace LabelHook.Ports;

internal static class PortWarnings
{
    public static IReadOnlyList<string> Of(PortChange change) => change.Busy.Count == 0
        ? []
        : [$"skipped {change.Protocol.Lower()} port {string.Join(", ", change.Busy)}: in use by another process"];
}
