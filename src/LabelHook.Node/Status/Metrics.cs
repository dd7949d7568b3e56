using System.Text;
using LabelHook.Checks;
using LabelHook.Host;
using LabelHook.Maps;
using LabelHook.Nodes;
using LabelHook.Ports;

namespace LabelHook.Status;

// The status of a node in Prometheus' text format;
// https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format.
internal static class Metrics
{
    private static readonly (MapKind Kind, string State)[] States =
    [
        (MapKind.Module, "allocated"),
        (MapKind.Reserved, "reserved"),
        (MapKind.Excluded, "excluded"),
        (MapKind.Socket, "in_use"),
        (MapKind.Free, "free"),
    ];

    // Reads the node once, for the map as for the check.
    public static string Read(Node node, HostState host)
    {
        var context = CheckContext.Read(node, host);
        var map = PortMap.Build(
            LeasedBand.Limit(node.Settings.Band, context.Leases),
            host.Kernel.Ephemeral,
            context.RowsOf,
            protocol => node.Settings.AvoidInUse ? host.Sockets(protocol).Select(socket => socket.Port) : [],
            [.. context.Records.Values]);
        var modules = NodeStatus.CountModules(context.Records.Keys, context.Blocks.Select(held => held.Row.Module));
        return Write(map, modules, context.RefusedImages.Count, Check.Find(context));
    }

    public static string Write(PortMap map, int modules, int rejectedImages, IReadOnlyCollection<Finding> findings)
    {
        var text = new StringBuilder();
        Head("labelhook_ports", "Ports of the band by protocol and state.");
        foreach (var protocol in map.Protocols)
        {
            foreach (var (kind, state) in States)
                Line($"labelhook_ports{{protocol=\"{protocol.Protocol.Lower()}\",state=\"{state}\"}} {protocol.Count(kind)}");
        }

        Head("labelhook_largest_free_block_ports", "Size of the largest free block, by protocol.");
        foreach (var protocol in map.Protocols)
        {
            var size = protocol.LargestFree.Count;
            Line($"labelhook_largest_free_block_ports{{protocol=\"{protocol.Protocol.Lower()}\"}} {size}");
        }

        Head("labelhook_modules", "Modules with a record or ports.");
        Line($"labelhook_modules {modules}");
        Head("labelhook_rejected_images", "Images that the last scan rejected.");
        Line($"labelhook_rejected_images {rejectedImages}");
        Head("labelhook_findings", "Findings of labelhook check, by kind.");
        foreach (var kind in Enum.GetValues<FindingKind>())
            Line($"labelhook_findings{{kind=\"{Finding.WordFor(kind)}\"}} {findings.Count(finding => finding.Kind == kind)}");
        return text.ToString();

        void Head(string name, string help) => Line($"# HELP {name} {help}\n# TYPE {name} gauge");

        void Line(string line) => text.Append(line).Append('\n');
    }
}
