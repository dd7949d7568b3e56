using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace LabelHook.Cli.Json;

// Escapes what JSON requires (RFC 8259, section 7) and what must not reach a terminal. .NET's encoders either also
// escape all characters after the first 65,536, or do not escape characters that change how others are displayed.
internal sealed unsafe class ReadableEncoder : JavaScriptEncoder
{
    // \uXXXX twice.
    public override int MaxOutputCharactersPerInputCharacter => 12;

    public override bool WillEncode(int unicodeScalar) =>
        unicodeScalar is '"' or '\\' || PrintableText.IsHidden(new Rune(unicodeScalar));

    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var rest = new ReadOnlySpan<char>(text, textLength);
        while (Rune.DecodeFromUtf16(rest, out var rune, out var length) == OperationStatus.Done
            && !WillEncode(rune.Value))
        {
            rest = rest[length..];
        }

        return rest.IsEmpty ? -1 : textLength - rest.Length;
    }

    public override bool TryEncodeUnicodeScalar(
        int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var escape = Escape(unicodeScalar);
        var fits = escape.TryCopyTo(new Span<char>(buffer, bufferLength));
        numberOfCharactersWritten = fits ? escape.Length : 0;
        return fits;
    }

    private static string Escape(int scalar) => scalar switch
    {
        '"' => "\\\"",
        '\\' => @"\\",
        '\b' => @"\b",
        '\f' => @"\f",
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        _ => string.Concat(new Rune(scalar).ToString().Select(unit => $"\\u{(int)unit:x4}")),
    };
}
