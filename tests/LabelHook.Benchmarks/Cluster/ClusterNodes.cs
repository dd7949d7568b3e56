using LabelHook.Ports;

namespace LabelHook.Benchmarks;

// The state folders of nodes 1, 2, …, copies of a few that the library made.
internal sealed class ClusterNodes(Bench bench)
{
    public const int Modules = 100;
    public const int MaxPorts = 8;

    // Every how manieth module has udp ports, too.
    public const int UdpStep = 4;

    private const int Templates = 10;
    private const int Seed = 1;

    public string StateOf(int node) => bench[$"nodes/{node}"];

    public void Make(int count)
    {
        var random = new Random(Seed);
        for (var node = 1; node <= count; node++)
        {
            Directory.CreateDirectory(StateOf(node));
            if (node <= Templates)
                Fill(Open(node), random);
            else
                File.Copy(DatabaseOf(((node - 1) % Templates) + 1), DatabaseOf(node));
        }
    }

    // Gives one module of each node another block, of another size each round.
    public void Change(int count, int round)
    {
        for (var node = 1; node <= count; node++)
            Open(node).AllocatePorts(MaxPorts + 1 + (round % 2), Module(0), Protocol.Tcp);
    }

    private static void Fill(PortsManager manager, Random random)
    {
        for (var module = 0; module < Modules; module++)
        {
            manager.AllocatePorts(random.Next(1, MaxPorts + 1), Module(module), Protocol.Tcp);
            if (module % UdpStep == 0)
                manager.AllocatePorts(random.Next(1, MaxPorts + 1), Module(module), Protocol.Udp);
        }
    }

    private static ModuleName Module(int number) => ModuleName.Parse($"module{number}");

    private string DatabaseOf(int node) => Path.Join(StateOf(node), "ports.sqlite");

    private PortsManager Open(int node) => new(new PortsOptions { Database = DatabaseOf(node), AvoidInUse = false });
}
