using System.Text.Json;

namespace LabelHook.Images;

/// <summary>The configuration of an image; https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md.</summary>
internal static class ImageConfiguration
{
    public const string Accepted = "the configuration of an image, with labels that are texts";

    /// <exception cref="InvalidOperationException">It has another shape.</exception>
    public static ModuleImage Read(string reference, string id, JsonElement configuration) =>
        new(reference, id, ReadLabels(configuration), ReadCreated(configuration));

    /// <exception cref="InvalidOperationException">It has another shape.</exception>
    public static IReadOnlyDictionary<string, string> ReadLabels(JsonElement configuration)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!configuration.TryGetProperty("config", out var config) || config.ValueKind == JsonValueKind.Null
            || !config.TryGetProperty("Labels", out var found) || found.ValueKind == JsonValueKind.Null)
            return labels;
        foreach (var label in found.EnumerateObject())
            labels[label.Name] = label.Value.GetString() ?? "";
        return labels;
    }

    /// <returns><see langword="null"/> when there is no date, or none that can be read: it decides nothing by itself.</returns>
    public static DateTimeOffset? ReadCreated(JsonElement configuration) =>
        configuration.TryGetProperty("created", out var created) && created.ValueKind == JsonValueKind.String
            && created.TryGetDateTimeOffset(out var time) ? time : null;
}
