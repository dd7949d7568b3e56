using LabelHook.Lookup;

namespace LabelHook.Cli.Json;

internal sealed record WhoDocument(int Port, IReadOnlyList<PortStatusDocument> Protocols, IReadOnlyList<string> Warnings)
{
    public static WhoDocument Of(int port, IEnumerable<PortStatus> answers, IReadOnlyList<string> warnings) =>
        new(port, [.. answers.Select(PortStatusDocument.Of)], warnings);
}
