namespace LabelHook.Nodes;

internal static class NodeWarnings
{
    // other: The host's ports database in another place; null if there is none.
    public static string DatabaseAbsent(string path, string? other)
    {
        var hint = other is null ? "" : $"; this host has {other}: use sudo or --state {Path.GetDirectoryName(other)}";
        return $"ports database {path} does not exist, so no ports are allocated in it{hint}";
    }
}
