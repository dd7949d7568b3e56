using LabelHook.Checks;

namespace LabelHook.Cli.Json;

// A finding; module, protocol and ports are null where it is not about one.
internal sealed record FindingDocument(string Kind, bool Note, string? Module, string? Protocol, int? Start, int? End, string Message, string Remedy)
{
    public static FindingDocument Of(Finding finding) => new(
        finding.Word, finding.IsNote, finding.Module, finding.Protocol?.Lower(),
        finding.Ports.Count > 0 ? finding.Ports.Start : null, finding.Ports.Count > 0 ? finding.Ports.End : null, finding.Message, finding.Remedy);
}
