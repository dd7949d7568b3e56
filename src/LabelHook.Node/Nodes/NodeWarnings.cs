namespace LabelHook.Nodes;

internal static class NodeWarnings
{
    // other: The ports database that the host has elsewhere; null when it has none.
    public static string DatabaseAbsent(string path, string? other) => $"ports database {path} does not exist, so no ports are allocated in it"
        + (other is null ? "" : $"; this host has {other}: use sudo or --state {Path.GetDirectoryName(other)}");
}
