using LabelHook.Lookup;

namespace LabelHook.Cli.Json;

internal sealed record WhoAtDocument(int Port, IReadOnlyList<PastOwnerDocument> Protocols)
{
    public static WhoAtDocument From(int port, IEnumerable<PastOwner> owners) =>
        new(port, [.. owners.Select(PastOwnerDocument.From)]);
}
