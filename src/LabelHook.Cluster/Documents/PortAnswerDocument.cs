using LabelHook.Cluster.Reading;
using LabelHook.Maps;

namespace LabelHook.Cluster.Documents;

// State: allocated, reserved, excluded, free or outside-band.
internal sealed record PortAnswerDocument(string Node, string Protocol, string State, string? Module, string? Reason)
{
    public static PortAnswerDocument From(PortAnswer answer) => new(
        answer.Node.Id.ToString(),
        answer.Protocol.Lower(),
        Word(answer.Kind),
        answer.Kind == MapKind.Module ? answer.Owner : null,
        answer.Kind == MapKind.Reserved ? answer.Owner : null);

    public static string Word(MapKind? kind) => kind switch
    {
        MapKind.Module => "allocated",
        MapKind.Reserved => "reserved",
        MapKind.Excluded => "excluded",
        null => "outside-band",
        _ => "free",
    };
}
