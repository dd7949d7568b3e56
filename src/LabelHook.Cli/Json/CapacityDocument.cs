using LabelHook.Maps;

namespace LabelHook.Cli.Json;

internal sealed record CapacityDocument(
    string Name, int ModuleCount, int TcpPortsDemand, int UdpPortsDemand, int? MoreFit)
{
    public static CapacityDocument From(Capacity capacity) =>
        new(capacity.Name, capacity.Modules, capacity.Tcp, capacity.Udp, capacity.More);
}
