using LabelHook.Database;

namespace LabelHook.Ports;

internal static class PortWarnings
{
    public static IReadOnlyList<string> Skipped(PortChange change)
    {
        if (change.SkippedPorts.Count == 0)
            return [];
        var ports = string.Join(", ", change.SkippedPorts);
        return [$"skipped {change.Protocol.Lower()} port {ports}: in use by another process"];
    }
}
