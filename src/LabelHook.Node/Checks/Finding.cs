namespace LabelHook.Checks;

/// <summary>Something that is not as it should be.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Module">Whom it concerns; <see langword="null"/> when no single module.</param>
/// <param name="Protocol">The protocol of the ports; <see langword="null"/> when there are none.</param>
/// <param name="Ports">The ports; the empty block when there are none.</param>
/// <param name="Message">What was found.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record Finding(FindingKind Kind, string? Module, Protocol? Protocol, PortRange Ports, string Message, string Remedy)
{
    /// <summary>The kind for people and programs.</summary>
    public string Word => string.Concat(Kind.ToString().Select((letter, place) => char.IsUpper(letter) ? (place == 0 ? "" : "-") + char.ToLowerInvariant(letter) : letter.ToString()));

    /// <summary>Whether it may well be as somebody wants it; a node with nothing else is clean.</summary>
    public bool IsNote => Kind == FindingKind.OutsideBand;
}
