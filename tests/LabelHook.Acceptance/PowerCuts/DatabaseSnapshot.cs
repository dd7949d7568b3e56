namespace LabelHook.Acceptance.PowerCuts;

// The content of a ports database. Damage: empty if there is none. Everything: with the mark that each change leaves.
// Facts: without values that differ between runs.
public sealed record DatabaseSnapshot(string Damage, string Everything, string Facts, IReadOnlyList<AllocatedRow> Held)
{
    public static DatabaseSnapshot Empty { get; } = new("", "", "", []);

    public bool Holds(string module, string protocol, int port) =>
        Held.Any(row => row.Module == module && row.Protocol == protocol && row.Start <= port && port <= row.End);
}
