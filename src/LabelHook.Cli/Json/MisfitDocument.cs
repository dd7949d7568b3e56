using LabelHook.Plans;

namespace LabelHook.Cli.Json;

// Number: Which of the modules of the image does not fit, from 1.
// WiderBand: A band in which all of the plan fits; null if there is none.
// Removable, Movable: Modules; removing one of them, or moving its ports of the protocol, makes room for the one that
// does not fit.
internal sealed record MisfitDocument(
    string Image,
    int Number,
    IReadOnlyList<ShortageDocument> Shortages,
    PortsDocument? WiderBand,
    IReadOnlyList<string> Removable,
    IReadOnlyList<string> Movable)
{
    public static MisfitDocument From(Misfit misfit) => new(
        misfit.Request.Image.Reference,
        misfit.Number,
        [.. misfit.Shortages.Select(ShortageDocument.From)],
        misfit.WiderBand is { } band ? PortsDocument.FromRange(band) : null,
        misfit.Removable,
        misfit.Movable);
}
