using System.Text.Json;

namespace LabelHook.Cli.Ns8;

internal sealed record AllocatePortsRequest
{
    // More than every demand.
    private const int TooMany = PortRange.MaxPort + 1;

    // As it was sent, because a refusal sends it back.
    public required JsonElement Ports { get; init; }

    public required string ModuleId { get; init; }

    public required string Protocol { get; init; }

    public required bool KeepExisting { get; init; }

    // Returns: the number of ports; null unless it is a whole number. To JSON Schema, which NS8 checks first, 2.0 is one:
    // https://json-schema.org/draft-07/json-schema-validation.
    // No property: the fields of a request are its properties.
    public int? ToCount() => Ports.ValueKind == JsonValueKind.Number && Ports.GetDouble() is var count && count == Math.Truncate(count)
        ? (int)Math.Clamp(count, -TooMany, TooMany)
        : null;
}
