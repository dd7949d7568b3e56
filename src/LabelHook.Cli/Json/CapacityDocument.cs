using LabelHook.Maps;

namespace LabelHook.Cli.Json;

internal sealed record CapacityDocument(string Name, int Modules, int Tcp, int Udp, int? More)
{
    public static CapacityDocument Of(Capacity capacity) => new(capacity.Name, capacity.Modules, capacity.Tcp, capacity.Udp, capacity.More);
}
