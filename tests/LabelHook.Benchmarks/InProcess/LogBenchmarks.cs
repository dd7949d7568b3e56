using BenchmarkDotNet.Attributes;
using LabelHook.Ports;

namespace LabelHook.Benchmarks;

// A block allocated and deallocated: with and without the triggers that write the log, and with a log beyond its limit.
public class LogBenchmarks
{
    // Ten times what the log keeps, so that every change prunes.
    public const int LongLog = 1_000_000;

    private static readonly ModuleName Module = ModuleName.Parse("one");

    private string _folder = "";
    private string _logged = "";
    private string _unlogged = "";
    private PortsManager _manager = null!;
    private PortsManager _longManager = null!;

    [GlobalSetup]
    public void Make()
    {
        _folder = Directory.CreateTempSubdirectory("labelhook-").FullName;
        _logged = Path.Join(_folder, "logged.sqlite");
        _unlogged = Path.Join(_folder, "unlogged.sqlite");
        var full = Path.Join(_folder, "long.sqlite");
        _manager = new PortsManager(new PortsOptions { Database = _logged });
        _manager.AllocatePorts(1, ModuleName.Parse("other"), Protocol.Tcp);
        File.Copy(_logged, _unlogged);
        File.Copy(_logged, full);
        BareDatabase.StopLog(_unlogged);
        BareDatabase.FillLog(full, LongLog);
        _longManager = new PortsManager(new PortsOptions { Database = full });
    }

    [GlobalCleanup]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Benchmark]
    public int Logged() => AllocateBare(_logged);

    [Benchmark]
    public int Unlogged() => AllocateBare(_unlogged);

    [Benchmark]
    public int ShortLog() => Allocate(_manager);

    [Benchmark]
    public int Pruned() => Allocate(_longManager);

    private static int AllocateBare(string database)
    {
        var start = BareDatabase.Allocate(database, "one", 4);
        BareDatabase.Deallocate(database, "one");
        return start;
    }

    private static int Allocate(PortsManager manager)
    {
        var start = manager.AllocatePorts(4, Module, Protocol.Tcp).Ports.Start;
        manager.DeallocatePorts(Module, Protocol.Tcp);
        return start;
    }
}
