using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using LabelHook.Cluster.Publications;

namespace LabelHook.Cluster.Leasing;

// Has the leader of an NS8 cluster write the leases, by its action lease-ports: a node's user may not write them. NS8's
// api-cli runs the action as that user.
internal sealed class ActionGranter : ILeaseGranter
{
    private const string Program = "api-cli";

    private static readonly string[] Arguments = ["run", "lease-ports", "--data", "-"];

    public IReadOnlyDictionary<string, string> Change(
        NodeId node, IReadOnlyCollection<PortRange> leased, IReadOnlyCollection<PortRange> released)
    {
        var start = new ProcessStartInfo(Program, Arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            process.StandardInput.Write(Request(leased, released));
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            var words = errors.GetAwaiter().GetResult().Trim();
            if (process.ExitCode != 0)
                throw Failed(words.Length > 0 ? words : $"{Program} ended with exit code {process.ExitCode}");
            return Parse(output);
        }
        catch (Exception error) when (error is Win32Exception or IOException)
        {
            throw Failed($"{Program}: {error.Message}");
        }
    }

    // output: An object of ports and nodes, as in {"20001-20500": "3"}.
    public static IReadOnlyDictionary<string, string> Parse(string output)
    {
        try
        {
            using var document = JsonDocument.Parse(output);
            return document.RootElement.EnumerateObject().ToDictionary(
                lease => lease.Name, lease => lease.Value.GetString() ?? "", StringComparer.Ordinal);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            throw Failed($"it answered {output.Trim()}");
        }
    }

    // Ports need no escapes.
    private static string Request(IEnumerable<PortRange> leased, IEnumerable<PortRange> released) =>
        $$"""{"lease": {{List(leased)}}, "release": {{List(released)}}}""";

    private static string List(IEnumerable<PortRange> blocks) =>
        $"[{string.Join(", ", blocks.Select(ports => $"\"{ports}\""))}]";

    private static LabelHookException Failed(string words) => new(LeasingProblems.ActionFailed(words));
}
