namespace LabelHook.Cluster.Publications;

// The fields of the hash node/N/labelhook; hooks/cluster/README.md describes them to other readers.
internal static class SummaryField
{
    public const string Schema = "schema";
    public const string Publication = "publication";
    public const string Registry = "registry";
    public const string Generation = "generation";
    public const string LastChange = "last-change";
    public const string Time = "time";
    public const string Band = "band";
    public const string Excluded = "excluded";
    public const string Leases = "leases";
    public const string Unleased = "unleased";
    public const string Modules = "modules";

    public static string Allocated(Protocol protocol) => $"{protocol.Lower()}-allocated";

    public static string Reserved(Protocol protocol) => $"{protocol.Lower()}-reserved";

    public static string Free(Protocol protocol) => $"{protocol.Lower()}-free";

    public static string LargestFree(Protocol protocol) => $"{protocol.Lower()}-largest-free";
}
