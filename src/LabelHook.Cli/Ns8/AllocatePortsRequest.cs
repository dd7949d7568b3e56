using System.Text.Json;

namespace LabelHook.Cli.Ns8;

internal sealed record AllocatePortsRequest
{
    /// <summary>More than every demand.</summary>
    private const int TooMany = PortRange.MaxPort + 1;

    /// <summary>As it was sent, because a refusal sends it back.</summary>
    public required JsonElement Ports { get; init; }

    public required string ModuleId { get; init; }

    public required string Protocol { get; init; }

    public required bool KeepExisting { get; init; }

    /// <summary>
    /// How many ports; <see langword="null"/> for what is no whole number. 2.0 is one to JSON Schema, whose check stands before this:
    /// https://json-schema.org/draft-07/json-schema-validation.
    /// </summary>
    /// <remarks>No property: the fields of a request are its properties.</remarks>
    public int? ToCount() => Ports.ValueKind == JsonValueKind.Number && Ports.GetDouble() is var count && count == Math.Truncate(count)
        ? (int)Math.Clamp(count, -TooMany, TooMany)
        : null;
}
