namespace LabelHook.Database;

/// <summary>What is to happen to a module's ports of one protocol: blocks that go, and the block that comes in their place.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="Removed">Rows that go.</param>
/// <param name="Added">The block that comes, which may overlap what goes; the empty block when none does.</param>
/// <param name="Busy">Ports that would have been given had no socket held them.</param>
internal sealed record PortChange(Protocol Protocol, IReadOnlyList<HeldRange> Removed, PortRange Added, IReadOnlyList<int> Busy)
{
    /// <summary>Whether ports go that do not come again.</summary>
    public bool GivesBack => Removed.Any(row => row.Ports.Without(Added).Any());

    public static PortChange Nothing(Protocol protocol) => new(protocol, [], default, []);
}
