using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LabelHook.Cli.Json;

// Writes one document per line. The rules of all documents:
// - "schema" comes first; its number changes when a member is renamed, removed or gets another meaning.
// - All members are always present. A single value that is unknown or does not apply is null, an empty list is [].
// - "tcp" and "udp" are lists of blocks {"start", "end"}, even if there can be only one.
// - Times are in UTC (RFC 3339), numbers are numbers, members are in camelCase, kinds and states in kebab-case.
// - Only what JSON or a terminal requires is escaped.
internal static class JsonText
{
    public const int Schema = 1;

    private static readonly JsonWriterOptions Options = new() { Encoder = new ReadableEncoder() };

    public static string Write<T>(T document, JsonTypeInfo<T> type)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Options))
            JsonSerializer.Serialize(writer, document, type);

        // Not a member of the documents, because some of them are parts of others.
        return $"{{\"schema\":{Schema},{Encoding.UTF8.GetString(bytes.GetBuffer(), 1, (int)bytes.Length - 1)}";
    }

    // Parts of the library use an empty string for an unknown value.
    public static string? KnownOrNull(string? text) => text is "" ? null : text;
}
