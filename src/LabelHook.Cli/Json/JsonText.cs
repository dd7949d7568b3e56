using System.Buffers;
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
        var bytes = new ArrayBufferWriter<byte>();
        Write(document, type, bytes);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    // Hands over a long document in parts.
    public static void Write<T>(T document, JsonTypeInfo<T> type, IBufferWriter<byte> output)
    {
        // Not a member of the documents, because some of them are parts of others.
        Encoding.UTF8.GetBytes($"{{\"schema\":{Schema},", output);
        using var writer = new Utf8JsonWriter(new WithoutBrace(output), Options);
        JsonSerializer.Serialize(writer, document, type);
    }

    // Parts of the library use an empty string for an unknown value.
    public static string? KnownOrNull(string? text) => text is "" ? null : text;

    // Drops the first byte of a document, its opening brace.
    private sealed class WithoutBrace(IBufferWriter<byte> output) : IBufferWriter<byte>
    {
        private Memory<byte> _first;
        private bool _isDropped;

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            var memory = output.GetMemory(sizeHint);
            if (!_isDropped)
                _first = memory;
            return memory;
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public void Advance(int count)
        {
            if (!_isDropped && count > 0)
            {
                _isDropped = true;
                _first.Span[1..count--].CopyTo(_first.Span);
            }

            output.Advance(count);
        }
    }
}
