using System.Globalization;
using LabelHook.Ports;

namespace LabelHook.Tests.Ports;

// The allocator beside the simplest thing that could be right: a map of who has each port.
public sealed class OracleTests : IDisposable
{
    private const int First = 30001;
    private const int Size = 48;
    private const int Modules = 6;

    // LABELHOOK_SWEEP=full, as tests/prove.sh sets it, tries a million.
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("LABELHOOK_SWEEP") == "full";

    private static readonly int Operations = IsFull ? 1_000_000 : 1_500;

    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();

    [Fact]
    public void Each_answer_matches_a_map_of_ports()
    {
        var seed = Seed.Draw();
        var random = new Random(seed);
        var manager = new PortsManager(
            new PortsOptions
            {
                Database = _folder["ports.sqlite"],
                Band = PortBand.Create(First, First + Size - 1),
                AvoidInUse = false,
            });
        var owners = new int?[Size];
        var blocks = Enumerable.Range(0, Modules).ToDictionary(module => module, _ => new List<PortRange>());
        for (var operation = 0; operation < Operations; operation++)
        {
            var (module, count, keep) = (random.Next(Modules), random.Next(1, 13), random.Next(2) == 0);
            var name = ModuleName.Parse($"m{module}");
            var step = $"LABELHOOK_SEED={seed}, operation {operation}";
            switch (random.Next(4))
            {
                case 0:
                    Assert.True(blocks[module].SequenceEqual(manager.DeallocatePorts(name, Protocol.Tcp)), step);
                    Release(module);
                    break;
                case 1:
                    var wanted = PortRange.FromStart(First + random.Next(Size - count), count);
                    var taken = Ports(wanted).Any(port => owners[port] is not null)
                        && !blocks[module].Exists(block => block.Contains(wanted));
                    Assert.True(
                        taken == (Refused(() => manager.ClaimPorts(wanted, name, Protocol.Tcp)) is not null), step);
                    if (!taken && !blocks[module].Exists(block => block.Contains(wanted)))
                        Give(module, wanted);
                    break;
                default:
                    var free = owners.Select(owner => owner is null || (!keep && owner == module)).ToList();
                    var start = Enumerable.Range(0, Size - count + 1)
                        .FirstOrDefault(from => free.Skip(from).Take(count).All(port => port), -1);
                    PortRange? given = null;
                    var problem = Refused(() => given = manager.AllocatePorts(count, name, Protocol.Tcp, keep).Ports);
                    Assert.True(
                        start < 0 ? problem?.Kind == ProblemKind.BandExhausted : given == PortRange.FromStart(
                            First + start, count),
                        step);
                    if (start < 0)
                        break;
                    if (!keep)
                        Release(module);
                    Give(module, given!.Value);
                    break;
            }
        }

        var held =
            manager.ListPorts(Protocol.Tcp).Select(row => $"{row.Module} {row.Ports}").Order(StringComparer.Ordinal);
        Assert.Equal(
            blocks.SelectMany(pair => pair.Value.Select(block => $"m{pair.Key} {block}")).Order(StringComparer.Ordinal),
            held);
        Record();

        static IEnumerable<int> Ports(PortRange block) => Enumerable.Range(block.Start - First, block.Count);

        void Give(int module, PortRange block)
        {
            foreach (var port in Ports(block))
                owners[port] = module;
            blocks[module].Add(block);
        }

        void Release(int module)
        {
            for (var port = 0; port < Size; port++)
                owners[port] = owners[port] == module ? null : owners[port];
            blocks[module].Clear();
        }
    }

    public void Dispose() => _folder.Dispose();

    private static Problem? Refused(Action call)
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
