using System.Text.Json;

namespace LabelHook.Images.Manifests;

// The configuration of an image; https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md.
internal static class ImageConfiguration
{
    public const string Accepted = "the configuration of an image, with labels that are strings";

    // Throws: the JSON is not an image configuration.
    public static ModuleImage Read(string reference, string id, JsonElement configuration) =>
        new(reference, id, ReadLabels(configuration), ReadCreated(configuration)) { Layers = ReadLayers(configuration) };

    // Signatures and attestations have configurations, too, with an empty or unknown platform. They are rejected: that
    // they have no labels does not mean that the image has none.
    // Throws: the JSON is not an image configuration.
    public static IReadOnlyDictionary<string, string> ReadLabels(JsonElement configuration)
    {
        var labels = configuration.Member("config")?.Texts("Labels") ?? [];
        if (labels.Count == 0 && (IsUnknown(configuration.Text("os")) || IsUnknown(configuration.Text("architecture"))))
            throw new JsonException("it does not name an operating system and an architecture, as every image does");
        return labels;
    }

    // Returns: null when there is no valid date; a bad date alone does not make an image unusable.
    public static DateTimeOffset? ReadCreated(JsonElement configuration) =>
        configuration.Member("created") is { ValueKind: JsonValueKind.String } created
            && created.TryGetDateTimeOffset(out var time) ? time : null;

    // Returns: nothing when they are not a list of strings; labels do not depend on them.
    private static IReadOnlyList<string> ReadLayers(JsonElement configuration)
    {
        if (configuration.Member("rootfs") is not { ValueKind: JsonValueKind.Object } files
            || files.Member("diff_ids") is not { ValueKind: JsonValueKind.Array } list
            || list.EnumerateArray().Any(layer => layer.ValueKind != JsonValueKind.String))
        {
            return [];
        }

        return [.. list.EnumerateArray().Select(layer => layer.GetString()!)];
    }

    private static bool IsUnknown(string name) => name is "" or "unknown";
}
