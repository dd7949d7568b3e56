using LabelHook.EnvironmentFiles;
using LabelHook.Images;
using LabelHook.Labels;
using LabelHook.Nodes;
using LabelHook.Ports;

namespace LabelHook.Modules;

// What the labels of an image give a module on an empty node: one without other modules and without sockets.
// Variables: Null when there are problems.
internal sealed record Inspection(
    ModuleImage Image,
    ModuleLabels Labels,
    IReadOnlyDictionary<string, string>? Variables,
    IReadOnlyList<Problem> Problems)
{
    // The name under which a sample expects the code of an error.
    private const string Error = "error";

    public static Inspection Read(ModuleImage image, NodeSettings settings)
    {
        var labels = ModuleLabels.Read(image.Labels, settings.Band.Range, out var problems);
        if (problems.Count > 0)
            return new Inspection(image, labels, null, problems);
        try
        {
            return new Inspection(image, labels, VariablesFor(labels, settings), []);
        }
        catch (LabelHookException error)
        {
            return new Inspection(image, labels, null, error.Problems); // the configuration excludes too many ports
        }
    }

    // expected: Variables, or "error" and a code.
    public IReadOnlyList<Difference> DifferencesFrom(IReadOnlyDictionary<string, string> expected)
    {
        var actual = Variables ?? new Dictionary<string, string>(StringComparer.Ordinal) { [Error] = Problems[0].Code };
        return
        [
            .. from name in expected.Keys.Union(actual.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
               let difference = new Difference(name, expected.GetValueOrDefault(name), actual.GetValueOrDefault(name))
               where difference.Expected != difference.Actual
               select difference,
        ];
    }

    private static SortedDictionary<string, string> VariablesFor(ModuleLabels labels, NodeSettings settings)
    {
        var planner = new PortPlanner(settings.Band, sockets: null);
        return PortVariables.For(Block(Protocol.Tcp), Block(Protocol.Udp), settings.SinglePortList);

        PortRange Block(Protocol protocol)
        {
            var demand = labels.Demand(protocol);
            return demand > 0 ? planner.FindBlock(protocol, FreePorts.BetweenRows([], []), demand).Added : default;
        }
    }
}
