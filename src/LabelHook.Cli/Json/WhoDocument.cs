using LabelHook.Lookup;

namespace LabelHook.Cli.Json;

internal sealed record WhoDocument(
    int Port, IReadOnlyList<PortStatusDocument> Protocols, IReadOnlyList<string> Warnings)
{
    public static WhoDocument From(int port, IEnumerable<PortStatus> answers, IReadOnlyList<string> warnings) =>
        new(port, [.. answers.Select(PortStatusDocument.From)], warnings);
}
