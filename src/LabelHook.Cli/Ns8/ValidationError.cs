using System.Globalization;
using System.Text.Json;

namespace LabelHook.Cli.Ns8;

/// <summary>A field of a request that was refused, in the form of NS8's validation.</summary>
internal sealed record ValidationError(string Field, string Parameter, JsonElement Value, string Error)
{
    /// <param name="value">The value, a number where it looks like one.</param>
    public static ValidationError Of(string field, string value, string error)
    {
        using var number = JsonDocument.Parse(int.TryParse(value, CultureInfo.InvariantCulture, out _) ? value : $"\"{JsonEncodedText.Encode(value)}\"");
        return new ValidationError(field, field, number.RootElement.Clone(), error);
    }
}
