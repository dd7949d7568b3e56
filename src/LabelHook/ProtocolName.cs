namespace LabelHook;

/// <summary>How a protocol is written: <c>tcp</c> in labels, options and JSON, <c>TCP</c> in variables.</summary>
internal static class ProtocolName
{
    public static readonly Protocol[] All = [Protocol.Tcp, Protocol.Udp];

    public static string Lower(this Protocol protocol) => protocol switch
    {
        Protocol.Tcp => "tcp",
        Protocol.Udp => "udp",
        _ => throw new LabelHookException(Problems.Protocol(((int)protocol).ToString())),
    };

    public static string Upper(this Protocol protocol) => protocol == Protocol.Tcp ? "TCP" : "UDP";

    public static bool TryParse(string text, out Protocol protocol)
    {
        protocol = text == "udp" ? Protocol.Udp : Protocol.Tcp;
        return text is "tcp" or "udp";
    }
}
