using System.Text;
using System.Text.Json;

namespace LabelHook.Images.Manifests;

// A manifest of Docker's schema 1, from before 2016, with the configuration in the newest entry of its history;
// https://distribution.github.io/distribution/spec/deprecated-schema-v1/.
internal static class OldManifest
{
    public static bool IsOne(JsonElement manifest) =>
        manifest.Member("schemaVersion") is { ValueKind: JsonValueKind.Number } version
        && version.TryGetInt32(out var number)
        && number == 1;

    // Throws: the JSON is not such a manifest.
    public static JsonElement Configuration(JsonElement manifest)
    {
        foreach (var newest in manifest.Items("history"))
            return GoJson.Parse(Encoding.UTF8.GetBytes(newest.RequiredText("v1Compatibility")));
        throw new JsonException("the manifest of schema 1 has no history");
    }
}
