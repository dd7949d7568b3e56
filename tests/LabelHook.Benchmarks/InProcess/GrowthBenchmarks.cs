using BenchmarkDotNet.Attributes;
using LabelHook.Ports;

namespace LabelHook.Benchmarks;

// One allocation after a growing number of allocated ranges.
public class GrowthBenchmarks
{
    // The band with room for 25,000 ranges and a gap after each.
    private const int First = 10001, Last = 65000;

    private static readonly ModuleName Module = ModuleName.Parse("one");

    private string _folder = "";
    private PortsManager _manager = null!;

    public static IReadOnlyList<int> Sizes { get; } = [0, 100, 1_000, 10_000, 25_000];

    [ParamsSource(nameof(Sizes))]
    public int Ranges { get; set; }

    // Whether a free port follows each range, too small for the block.
    [Params(false, true)]
    public bool Fragmented { get; set; }

    [GlobalSetup]
    public void Make()
    {
        _folder = Directory.CreateTempSubdirectory("labelhook-").FullName;
        var database = Path.Join(_folder, "ports.sqlite");
        _manager = new PortsManager(new PortsOptions { Database = database, Band = PortBand.Create(First, Last) });
        _manager.AllocatePorts(4, Module, Protocol.Tcp);
        _manager.DeallocatePorts(Module, Protocol.Tcp);
        BareDatabase.Fill(database, First, Ranges, Fragmented ? 2 : 1);
    }

    [GlobalCleanup]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    // The block is allocated again each time, so that the database keeps its size.
    [Benchmark]
    public int Allocate() => _manager.AllocatePorts(4, Module, Protocol.Tcp).Ports.Start;
}
