using BenchmarkDotNet.Attributes;
using LabelHook.Ports;

namespace LabelHook.Benchmarks;

// A block allocated and deallocated, through the library and with bare SQLite.
public class AllocationBenchmarks
{
    private static readonly ModuleName Module = ModuleName.Parse("one");

    private string _folder = "";
    private PortsManager _manager = null!;
    private string _database = "";

    [GlobalSetup]
    public void Make()
    {
        _folder = Directory.CreateTempSubdirectory("labelhook-").FullName;
        _database = Path.Join(_folder, "ports.sqlite");
        _manager = new PortsManager(new PortsOptions { Database = _database });
        _manager.AllocatePorts(1, ModuleName.Parse("other"), Protocol.Tcp);
    }

    [GlobalCleanup]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Benchmark]
    public int Library()
    {
        var start = _manager.AllocatePorts(4, Module, Protocol.Tcp).Ports.Start;
        _manager.DeallocatePorts(Module, Protocol.Tcp);
        return start;
    }

    [Benchmark(Baseline = true)]
    public int BareSqlite()
    {
        var start = BareDatabase.Allocate(_database, "one", 4);
        BareDatabase.Deallocate(_database, "one");
        return start;
    }
}
