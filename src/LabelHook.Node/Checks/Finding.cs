namespace LabelHook.Checks;

// Something that is not as it should be.
// Kind: What it is.
// Module: Whom it concerns; null when no single module.
// Protocol: The protocol of the ports; null when there are none.
// Ports: The ports; the empty block when there are none.
// Message: What was found.
// Remedy: What to do.
internal sealed record Finding(FindingKind Kind, string? Module, Protocol? Protocol, PortRange Ports, string Message, string Remedy)
{
    // The kind for people and programs.
    public string Word => string.Concat(Kind.ToString().Select((letter, place) => char.IsUpper(letter) ? (place == 0 ? "" : "-") + char.ToLowerInvariant(letter) : letter.ToString()));

    // Whether it may well be as somebody wants it; a node with nothing else is clean.
    public bool IsNote => Kind == FindingKind.OutsideBand;
}
