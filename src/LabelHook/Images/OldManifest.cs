using System.Text.Json;

namespace LabelHook.Images;

/// <summary>
/// A manifest of Docker's schema 1, from before 2016, which holds the configuration itself, in the newest entry of its history;
/// https://distribution.github.io/distribution/spec/deprecated-schema-v1/.
/// </summary>
internal static class OldManifest
{
    public static bool IsOne(JsonElement manifest) =>
        manifest.TryGetProperty("schemaVersion", out var version) && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number) && number == 1;

    /// <exception cref="InvalidOperationException">It has another shape.</exception>
    public static JsonElement Configuration(JsonElement manifest)
    {
        var history = manifest.GetProperty("history").EnumerateArray();
        return history.MoveNext()
            ? JsonElement.Parse(history.Current.GetProperty("v1Compatibility").GetString() ?? "")
            : throw new InvalidOperationException("the manifest of schema 1 has no history");
    }
}
