using System.Text.Json;

namespace LabelHook.Cli.Ns8;

internal sealed record AllocatePortsRequest
{
    // More than any demand.
    private const int TooMany = PortRange.MaxPort + 1;

    // As received, because a rejection returns it.
    public required JsonElement Ports { get; init; }

    public required string ModuleId { get; init; }

    public required string Protocol { get; init; }

    public required bool KeepExisting { get; init; }

    // Returns: null unless the number is whole. NS8's JSON Schema accepts 2.0, too:
    // https://json-schema.org/draft-07/json-schema-validation. A method, because properties are fields of the JSON.
    public int? ToCount()
    {
        if (Ports.ValueKind != JsonValueKind.Number)
            return null;
        var count = Ports.GetDouble();
        return count == Math.Truncate(count) ? (int)Math.Clamp(count, -TooMany, TooMany) : null;
    }
}
