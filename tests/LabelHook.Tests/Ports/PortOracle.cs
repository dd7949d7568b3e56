namespace LabelHook.Tests.Ports;

// The simplest allocator that could be right: a map of who owns each port.
internal sealed class PortOracle(int first, int size)
{
    private readonly int?[] _owners = new int?[size];
    private readonly Dictionary<int, List<PortRange>> _blocks = [];

    public IEnumerable<string> Allocations =>
        from module in _blocks.Keys
        from block in _blocks[module]
        select $"m{module} {block}";

    public IReadOnlyList<PortRange> Blocks(int module) => _blocks.GetValueOrDefault(module) ?? [];

    public bool Owns(int module, PortRange block) => Blocks(module).Any(owned => owned.Contains(block));

    public bool IsFree(PortRange block) => Ports(block).All(port => _owners[port] is null);

    // The lowest block of free ports; null if there is none. Without keep, the ports of the module count as free.
    public PortRange? LowestFree(int count, int module, bool keep)
    {
        for (var start = 0; start <= size - count; start++)
        {
            var block = PortRange.FromStart(first + start, count);
            if (Ports(block).All(port => _owners[port] is null || (!keep && _owners[port] == module)))
                return block;
        }

        return null;
    }

    public void Allocate(int module, PortRange block)
    {
        foreach (var port in Ports(block))
            _owners[port] = module;
        if (!_blocks.TryAdd(module, [block]))
            _blocks[module].Add(block);
    }

    public void Release(int module)
    {
        foreach (var port in Blocks(module).SelectMany(Ports))
            _owners[port] = null;
        _blocks.Remove(module);
    }

    private IEnumerable<int> Ports(PortRange block) => Enumerable.Range(block.Start - first, block.Count);
}
