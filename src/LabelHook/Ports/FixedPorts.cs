namespace LabelHook.Ports;

// The first ports that a user chose for a module; null where LabelHook chooses.
internal readonly record struct FixedPorts(int? Tcp, int? Udp)
{
    public int? For(Protocol protocol) => protocol == Protocol.Tcp ? Tcp : Udp;
}
