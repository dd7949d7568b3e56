namespace LabelHook.EnvironmentFiles;

// The variables that tell a module its ports: TCP_PORT, TCP_PORTS, TCP_PORTS_RANGE and the same for UDP.
internal static class PortVariables
{
    // Longest list of single ports; the limit in NS8's documentation.
    private const int MaxListed = 8;

    // All names that LabelHook writes, in the order of the file.
    public static readonly string[] Names =
        ["TCP_PORT", "TCP_PORTS", "TCP_PORTS_RANGE", "UDP_PORT", "UDP_PORTS", "UDP_PORTS_RANGE"];

    // singlePortList: Whether to write P_PORTS for a single port too, as NS8's own code does.
    // Returns: the variables of a module with these blocks; the empty block has none.
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
