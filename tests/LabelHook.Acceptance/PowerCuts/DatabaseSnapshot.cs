namespace LabelHook.Acceptance.PowerCuts;

// What a registry says. Damage: empty when there is none. Everything: down to the mark that each change leaves. Facts:
// without what differs from one run to the next.
public sealed record DatabaseSnapshot(string Damage, string Everything, string Facts, IReadOnlyList<AllocatedRow> Held)
{
    public static DatabaseSnapshot Empty { get; } = new("", "", "", []);

    public bool Holds(string module, string protocol, int port) =>
        Held.Any(row => row.Module == module && row.Protocol == protocol && row.Start <= port && port <= row.End);
}
