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

    // How many ports; null for what is no whole number. 2.0 is one to JSON Schema, whose check stands before this:
    // https://json-schema.org/draft-07/json-schema-validation.
    // No property: the fields of a request are its properties.
    public int? ToCount() => Ports.ValueKind == JsonValueKind.Number && Ports.GetDouble() is var count && count == Math.Truncate(count)
        ? (int)Math.Clamp(count, -TooMany, TooMany)
        : null;
}
