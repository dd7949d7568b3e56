using System.Diagnostics;
using System.Globalization;

namespace LabelHook.Benchmarks;

// The Redis that tests/benchmark.sh has started, through redis-cli as its administrator.
internal sealed class Redis(string socket)
{
    public string Address => $"unix://{socket}";

    public string Version => Info("server", "redis_version:").Single().Split(':')[1];

    public static string UserOf(int node) => $"node/{node}";

    public static string PasswordOf(int node) => $"secret-{node}";

    // With the rules of NS8; core/imageroot of ns8-core, add-node.
    public void AddUsers(int count) => Run([.. Enumerable.Range(1, count).Select(AddUser)]);

    public void Clear() => Run("FLUSHALL");

    // Returns: how many commands Redis has served for an action.
    public long CountCommands(Action action)
    {
        var before = CountCommands();
        action();
        return CountCommands() - before - 1; // without the one that counted before
    }

    // How many bytes all keys of nodes take, on average.
    public long BytesPerNode(int nodes)
    {
        var keys = Enumerable.Range(1, nodes).Select(node => $"node/{node}/labelhook");
        string[] sizes = [.. keys.SelectMany(key => (string[])[key, $"{key}/tcp", $"{key}/udp"]).Select(Size)];
        return Run(sizes).Split('\n', StringSplitOptions.RemoveEmptyEntries).Sum(Number) / nodes;
    }

    private static string AddUser(int node) =>
        $"ACL SETUSER {UserOf(node)} on >{PasswordOf(node)} resetkeys ~node/{node}/* ~task/node/{node}/* "
        + "%R~private/nodes/* %R~private/agents/* %R~cluster/* %R~node/* %R~module/* "
        + $"resetchannels &progress/node/{node}/* &node/{node}/event/* "
        + "nocommands +@read +@write +@transaction +@connection +publish -@admin +psync +replconf";

    private static string Size(string key) => $"MEMORY USAGE {key} SAMPLES 0";

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private long CountCommands() =>
        Info("commandstats", "cmdstat_").Sum(line => Number(line.Split("calls=")[1].Split(',')[0]));

    // Returns: the lines with a prefix.
    private IEnumerable<string> Info(string section, string prefix) => Run($"INFO {section}")
        .Split('\n', StringSplitOptions.TrimEntries)
        .Where(line => line.StartsWith(prefix, StringComparison.Ordinal));

    private string Run(params string[] commands)
    {
        var start = new ProcessStartInfo("redis-cli", ["-s", socket])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var answers = process.StandardOutput.ReadToEndAsync();
        foreach (var command in commands)
            process.StandardInput.WriteLine(command);
        process.StandardInput.Close();
        process.WaitForExit();
        return process.ExitCode == 0
            ? answers.Result
            : throw new InvalidOperationException($"redis-cli failed: {commands[0]} …\n{answers.Result}");
    }
}
