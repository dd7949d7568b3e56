using System.Text;
using LabelHook.Linux;
using Tomlyn;
using Tomlyn.Model;
using Tomlyn.Parsing;
using Tomlyn.Serialization;

namespace LabelHook.Toml;

// A configuration file of podman, in TOML. The only file that uses Tomlyn, chosen over Tommy because it limits the
// nesting of values.
internal static class TomlFile
{
    // Largest file in bytes; arbitrary, ten times the size of a distribution's.
    private const int MaxSize = 256 * 1024;

    // Returns: null when the file does not exist.
    // Throws: the file cannot be read, or is not TOML.
    public static TomlSection? TryRead(string path)
    {
        var content = WholeFile.TryRead(path, MaxSize, out var refusal);
        if (refusal is not null)
            throw new LabelHookException(TomlProblems.PodmanFileUnreadable(path, refusal));
        return content is null ? null : new TomlSection(path, Entries(Parse(path, content)));
    }

    private static TomlTable Parse(string path, byte[] content)
    {
        try
        {
            var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
            var text = encoding.GetString(content).TrimStart('\uFEFF');
            SyntaxParser.ParseStrict(text); // rejects a repeated key; the model would take its last value
            return TomlSerializer.Deserialize(text, TomlModel.Default.TomlTable) ?? [];
        }
        catch (TomlException error)
        {
            var reason = error.Diagnostics is { Count: > 0 } found
                ? $"line {found[0].Span.Start.Line + 1}: {found[0].Message}"
                : "it is not valid TOML, or nested too deeply";
            throw new LabelHookException(TomlProblems.PodmanFileUnreadable(path, reason), error);
        }
        catch (DecoderFallbackException error)
        {
            throw new LabelHookException(TomlProblems.PodmanFileUnreadable(path, "the text is not valid UTF-8"), error);
        }
    }

    private static List<KeyValuePair<string, object>> Entries(TomlTable table) =>
        [.. table.Select(entry => KeyValuePair.Create(entry.Key, Value(entry.Value)))];

    private static object Value(object value) => value switch
    {
        TomlTable table => Entries(table),
        TomlTableArray tables => tables.Select(object (table) => Entries(table)).ToList(),
        TomlArray array => array.Select(item => item is null ? "" : Value(item)).ToList(),
        _ => value,
    };
}

#pragma warning disable MA0048 // One file names the package.
[TomlSerializable(typeof(TomlTable))]
internal sealed partial class TomlModel : TomlSerializerContext;
