using LabelHook.Cluster.Store;
using LabelHook.EnvironmentFiles;
using LabelHook.Host;
using LabelHook.Linux;

namespace LabelHook.Cluster.Options;

// The variables that say which Redis to use, and as which node. They are those of the process, as NS8's agents have them,
// or else also those of the file that the units load.
internal sealed class ClusterVariables(HostEnvironment host)
{
    public const string Path = "/etc/labelhook/cluster.env";

    public const string Leader = "REDIS_ADDRESS";
    public const string Replica = "REDIS_REPLICA_ADDRESS";
    public const string User = "REDIS_USER";
    public const string Password = "REDIS_PASSWORD";
    public const string Node = "NODE_ID";

    private Dictionary<string, string>? _file;

    // Returns: null when the variable is not set or empty.
    public string? this[string name]
    {
        get
        {
            if (host[name] is { } value)
                return value;
            if (host[Leader] is not null)
                return null;
            _file ??= ReadFile();
            return _file.GetValueOrDefault(name) is { Length: > 0 } ofFile ? WithoutQuotes(ofFile) : null;
        }
    }

    // As systemd reads the file, except for escapes.
    private static string WithoutQuotes(string value) =>
        value is ['"', .., '"'] or ['\'', .., '\''] ? value[1..^1] : value;

    private Dictionary<string, string> ReadFile()
    {
        var bytes = WholeFile.TryRead(host.Root + Path, EnvironmentText.MaxSize, out var refusal);
        if (refusal is not null)
            throw new LabelHookException(StoreProblems.Variables(Path, refusal));
        return EnvironmentText.Read(bytes ?? []).Variables;
    }
}
