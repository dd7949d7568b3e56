namespace LabelHook.Cli.Json;

internal sealed record WhoDocument(int Port, IReadOnlyList<PortStatusDocument> Protocols)
{
    public static WhoDocument Of(int port, IEnumerable<PortStatus> answers) => new(port, [.. answers.Select(PortStatusDocument.Of)]);
}
