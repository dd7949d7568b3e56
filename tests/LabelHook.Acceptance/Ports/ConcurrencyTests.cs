using System.Globalization;
using System.Text.Json;
using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Ports;

public sealed class ConcurrencyTests
{
    private const int PortsEach = 4;

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(32)]
    public async Task Concurrent_processes_get_different_ports(int processes)
    {
        await using var node = new Node();
        string[] modules = [.. Enumerable.Range(1, processes).Select(number => $"m{number}")];

        var results = await Task.WhenAll(modules.Select(module => AllocateAsync(node, module)));

        var given = modules.Zip(
            results, (module, result) => new Holding(module, Block(result.Succeeded().Output))).ToArray();
        var ports = given.SelectMany(holding => holding.Block.All).ToArray();
        Assert.All(given, holding => Assert.Equal(PortsEach, holding.Block.Count));
        Assert.Equal(processes * PortsEach, ports.Distinct().Count());
        Assert.Equal(given.OrderBy(holding => holding.Block.Start), await HoldingsAsync(node));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(32)]
    public async Task Concurrent_processes_leave_one_block_to_a_module(int processes)
    {
        await using var node = new Node();

        var results = await Task.WhenAll(Enumerable.Range(1, processes).Select(_ => AllocateAsync(node, "m1")));

        var holding = Assert.Single(await HoldingsAsync(node));
        Assert.Contains(holding.Block, results.Select(result => Block(result.Succeeded().Output)));
    }

    private static Task<CommandResult> AllocateAsync(Node node, string module) =>
        node.RunAsync("allocate", module, PortsEach.ToString(), "--protocol", "tcp");

    private static PortBlock Block(string output)
    {
        int[] ports = [.. output.Trim().Split('-').Select(port => int.Parse(port, CultureInfo.InvariantCulture))];
        return new PortBlock(ports[0], ports[^1]);
    }

    private static async Task<IEnumerable<Holding>> HoldingsAsync(Node node)
    {
        var list = (await node.RunAsync("list", "--json")).Succeeded().Json;

        return list.GetProperty("modules").EnumerateArray()
            .SelectMany(module => module.GetProperty("tcp").EnumerateArray()
                .Select(
                    block => new Holding(
                        module.GetProperty("module").GetString()!,
                        block.Deserialize<PortBlock>(JsonSerializerOptions.Web)!)))
            .OrderBy(holding => holding.Block.Start);
    }

    private sealed record Holding(string Module, PortBlock Block);
}
