using System.Globalization;
using LabelHook.Ports;

namespace LabelHook.Tests.Ports;

// The allocator beside the simplest thing that could be right: a map of who has each port.
public sealed class OracleTests : IDisposable
{
    private const int First = 30001;
    private const int Size = 48;
    private const int Modules = 6;

    // With LABELHOOK_SWEEP=full, which tests/prove.sh sets, it tries a million.
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("LABELHOOK_SWEEP") == "full";

    private static readonly int Operations = IsFull ? 1_000_000 : 1_500;

    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();
    private readonly PortsManager _manager;
    private readonly PortOracle _oracle = new(First, Size);

    public OracleTests() => _manager = new PortsManager(new PortsOptions
    {
        Database = _folder["ports.sqlite"],
        Band = PortBand.Create(First, First + Size - 1),
        AvoidInUse = false,
    });

    [Fact]
    public void Each_answer_matches_a_map_of_ports()
    {
        var seed = Seed.Draw();
        var random = new Random(seed);
        for (var operation = 0; operation < Operations; operation++)
        {
            var (module, count, keep) = (random.Next(Modules), random.Next(1, 13), random.Next(2) == 0);
            var isRight = random.Next(4) switch
            {
                0 => Deallocate(module),
                1 => Claim(module, PortRange.FromStart(First + random.Next(Size - count), count)),
                _ => Allocate(module, count, keep),
            };
            Assert.True(isRight, $"LABELHOOK_SEED={seed}, operation {operation}");
        }

        var rows = _manager.ListPorts(Protocol.Tcp).Select(row => $"{row.Module} {row.Ports}");
        Assert.Equal(_oracle.Allocations.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
        Record();
    }

    public void Dispose() => _folder.Dispose();

    private static ModuleName Name(int module) => ModuleName.Parse($"m{module}");

    private bool Deallocate(int module)
    {
        var expected = _oracle.Blocks(module);
        _oracle.Release(module);
        return expected.SequenceEqual(_manager.DeallocatePorts(Name(module), Protocol.Tcp));
    }

    private bool Claim(int module, PortRange block)
    {
        var owns = _oracle.Owns(module, block);
        var isPossible = owns || _oracle.IsFree(block);
        if (isPossible && !owns)
            _oracle.Allocate(module, block);

        return isPossible == (Rejection(() => _manager.ClaimPorts(block, Name(module), Protocol.Tcp)) is null);
    }

    private bool Allocate(int module, int count, bool keep)
    {
        var expected = _oracle.LowestFree(count, module, keep);
        PortRange? allocated = null;
        var problem = Rejection(
            () => allocated = _manager.AllocatePorts(count, Name(module), Protocol.Tcp, keep).Ports);
        if (expected is not { } block)
            return problem?.Kind == ProblemKind.BandExhausted;

        if (!keep)
            _oracle.Release(module);
        _oracle.Allocate(module, block);
        return allocated == block;
    }

    private static Problem? Rejection(Action call)
    {
        try
        {
            call();
            return null;
        }
        catch (LabelHookException error)
        {
            return error.Problem;
        }
    }

    private static void Record()
    {
        if (Environment.GetEnvironmentVariable("LABELHOOK_FIGURES") is { Length: > 0 } figures)
            File.WriteAllText(
                Path.Join(figures, "oracle.json"),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""{"operations":{{Operations}},"sweep":"{{(IsFull ? "full" : "spread")}}"}"""));
    }
}
