using System.Text;
using LabelHook.Checks;
using LabelHook.Maps;

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

    public static string Write(NodeStatus status, IReadOnlyCollection<Finding> findings)
    {
        var text = new StringBuilder();
        Head("labelhook_ports", "Ports of the band by protocol and state.");
        foreach (var protocol in status.Map.Protocols)
        {
            foreach (var (kind, state) in States)
                Line($"labelhook_ports{{protocol=\"{protocol.Protocol.Lower()}\",state=\"{state}\"}} {protocol.Count(kind)}");
        }

        Head("labelhook_largest_free_block_ports", "Size of the largest free block, by protocol.");
        foreach (var protocol in status.Map.Protocols)
        {
            var size = protocol.LargestFree.Count;
            Line($"labelhook_largest_free_block_ports{{protocol=\"{protocol.Protocol.Lower()}\"}} {size}");
        }

        Head("labelhook_modules", "Modules with a record or ports.");
        Line($"labelhook_modules {status.Modules}");
        Head("labelhook_rejected_images", "Images that the last scan rejected.");
        Line($"labelhook_rejected_images {status.RejectedImages}");
        Head("labelhook_findings", "Findings of labelhook check, by kind.");
        foreach (var kind in Enum.GetValues<FindingKind>())
            Line($"labelhook_findings{{kind=\"{Finding.WordFor(kind)}\"}} {findings.Count(finding => finding.Kind == kind)}");
        return text.ToString();

        void Head(string name, string help) => Line($"# HELP {name} {help}\n# TYPE {name} gauge");

        void Line(string line) => text.Append(line).Append('\n');
    }
}
