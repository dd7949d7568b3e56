using System.Text.Json;

namespace LabelHook.Images.Manifests;

// The configuration of an image; https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md.
internal static class ImageConfiguration
{
    public const string Accepted = "the configuration of an image, with labels that are texts";

    // Throws: it has another shape.
    public static ModuleImage Read(string reference, string id, JsonElement configuration) =>
        new(reference, id, ReadLabels(configuration), ReadCreated(configuration));

    // Signatures and attestations come with configurations, too, which are for nothing or for "unknown": that they have
    // no labels says nothing.
    // Throws: it has another shape.
    public static IReadOnlyDictionary<string, string> ReadLabels(JsonElement configuration)
    {
        var labels = configuration.Member("config")?.Texts("Labels") ?? [];
        if (labels.Count == 0 && (IsUnknown(configuration.Text("os")) || IsUnknown(configuration.Text("architecture"))))
            throw new JsonException("it does not say what system and processor it is for, as each image does");
        return labels;
    }

    // Returns: null when there is no date, or none that can be read: it decides nothing by itself.
    public static DateTimeOffset? ReadCreated(JsonElement configuration) =>
        configuration.Member("created") is { ValueKind: JsonValueKind.String } created
            && created.TryGetDateTimeOffset(out var time) ? time : null;

    private static bool IsUnknown(string name) => name is "" or "unknown";
}
