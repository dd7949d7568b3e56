using BenchmarkDotNet.Attributes;
using LabelHook.Ports;

namespace LabelHook.Benchmarks;

/// <summary>One allocation behind more and more ranges that others hold.</summary>
public class GrowthBenchmarks
{
    /// <summary>The band that holds 25,000 ranges with a gap behind each.</summary>
    private const int First = 10001, Last = 65000;

    private static readonly ModuleName Module = ModuleName.Parse("one");

    private string _folder = "";
    private PortsManager _manager = null!;

    public static IReadOnlyList<int> Sizes { get; } = [0, 100, 1_000, 10_000, 25_000];

    [ParamsSource(nameof(Sizes))]
    public int Ranges { get; set; }

    /// <summary>Whether a free port lies behind each range, too small for the block.</summary>
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
        BareRegistry.Fill(database, First, Ranges, Fragmented ? 2 : 1);
    }

    [GlobalCleanup]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    /// <summary>The module's block is given anew each time, so that the registry stays as large as it is.</summary>
    [Benchmark]
    public int Allocate() => _manager.AllocatePorts(4, Module, Protocol.Tcp).Ports.Start;
}
