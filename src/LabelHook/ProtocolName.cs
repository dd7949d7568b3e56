namespace LabelHook;

// The names of protocols: tcp in labels, options and JSON, TCP in variables.
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
