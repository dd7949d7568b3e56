using LabelHook.Lookup;

namespace LabelHook.Cli.Json;

// The ports of a range, or those of a module.
internal sealed record WhoPortsDocument(IReadOnlyList<PortSpanDocument> Spans, IReadOnlyList<string> Warnings)
{
    public static WhoPortsDocument From(IEnumerable<PortSpan> spans, IReadOnlyList<string> warnings) =>
        new([.. spans.Select(PortSpanDocument.From)], warnings);
}
