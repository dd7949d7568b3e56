namespace LabelHook.Database;

// A change of a module's ports of one protocol: the blocks that go, and the one that replaces them.
// Removed: The rows that go.
// Added: The new block, which may overlap what goes; the empty block for none.
// SkippedPorts: Ports that would have been allocated if no socket used them.
internal sealed record PortChange(
    Protocol Protocol, IReadOnlyList<AllocationRow> Removed, PortRange Added, IReadOnlyList<int> SkippedPorts)
{
    // Whether the module loses ports.
    public bool ReleasesPorts => Removed.Any(row => row.Ports.Without(Added).Any());

    public static PortChange None(Protocol protocol) => new(protocol, [], default, []);
}
