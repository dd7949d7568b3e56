namespace LabelHook.Acceptance.Nodes;

public sealed record Authorization(string Agent, IReadOnlyList<string> Roles)
{
    // As in the label.
    public override string ToString() => $"{Agent}:{string.Join(',', Roles)}";
}
