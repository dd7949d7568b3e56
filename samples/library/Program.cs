// Allocates and releases ports with the package LabelHook.
using LabelHook;
using LabelHook.Ports;

var manager = new PortsManager(new PortsOptions { Database = args[0], AvoidInUse = false });
var module = ModuleName.Parse("my_module");

Console.WriteLine($"allocated {manager.AllocatePorts(5, module, Protocol.Tcp).Ports}");
Console.WriteLine($"allocated {manager.AllocatePorts(1, module, Protocol.Tcp, keepExisting: true).Ports} in addition");
Console.WriteLine($"my_module has {manager.CountPorts(Protocol.Tcp)["my_module"]} ports");

try
{
    manager.AllocatePorts(50_000, module, Protocol.Tcp);
}
catch (LabelHookException error) when (error.Problem.Kind == ProblemKind.InvalidRequest)
{
    Console.WriteLine($"refused: {error.Message}");
}

Console.WriteLine($"freed {string.Join(" and ", manager.DeallocatePorts(module, Protocol.Tcp))}");
