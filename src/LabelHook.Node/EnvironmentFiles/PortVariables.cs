
namespace LabelHook.EnvironmentFiles;

/// <summary>The variables that tell a module its ports: <c>TCP_PORT</c>, <c>TCP_PORTS</c>, <c>TCP_PORTS_RANGE</c> and the same for UDP.</summary>
internal static class PortVariables
{
    /// <summary>Longest list of single ports; the seed page's limit.</summary>
    private const int MaxListed = 8;

    /// <summary>Every name that is LabelHook's, in the order of the file.</summary>
    public static readonly string[] Names =
        [.. ProtocolName.All.SelectMany(p => (string[])[p.Upper() + "_PORT", p.Upper() + "_PORTS", p.Upper() + "_PORTS_RANGE"])];

    /// <param name="singlePortList">Whether one port is listed too, as NS8's own code does.</param>
    /// <returns>The variables of a module that holds these blocks; the empty block has none.</returns>
    public static SortedDictionary<string, string> For(PortRange tcp, PortRange udp, bool singlePortList)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add(Protocol.Tcp, tcp);
        Add(Protocol.Udp, udp);
        return variables;

        void Add(Protocol protocol, PortRange ports)
        {
            if (ports.Count == 0)
                return;
            var name = protocol.Upper() + "_PORT";
            variables[name] = ports.Start.ToString();
            if (ports.Count > 1)
                variables[name + "S_RANGE"] = ports.ToString();
            if (ports.Count <= MaxListed && (ports.Count > 1 || singlePortList))
                variables[name + "S"] = string.Join(',', Enumerable.Range(ports.Start, ports.Count));
        }
    }
}
