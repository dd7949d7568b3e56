namespace LabelHook.Database;

// What is to happen to a module's ports of one protocol: blocks that go, and the block that comes in their place.
// Protocol: The protocol.
// Removed: Rows that go.
// Added: The block that comes, which may overlap what goes; the empty block when none does.
// Busy: Ports that would have been given had no socket held them.
internal sealed record PortChange(Protocol Protocol, IReadOnlyList<AllocationRow> Removed, PortRange Added, IReadOnlyList<int> Busy)
{
    // Whether ports go that do not come again.
    public bool GivesBack => Removed.Any(row => row.Ports.Without(Added).Any());

    public static PortChange Nothing(Protocol protocol) => new(protocol, [], default, []);
}
