using System.Text.Json;

namespace LabelHook.Cli.Ns8;

/// <summary>A field of a request that was refused, in the form of NS8's validation.</summary>
internal sealed record ValidationError(string Field, string Parameter, JsonElement Value, string Error)
{
    public static ValidationError Of(string field, int value, string error) => new(field, field, JsonSerializer.SerializeToElement(value, Ns8Documents.Default.Int32), error);

    public static ValidationError Of(string field, string value, string error) => new(field, field, JsonSerializer.SerializeToElement(value, Ns8Documents.Default.String), error);
}
