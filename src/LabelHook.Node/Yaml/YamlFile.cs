using LabelHook.Linux;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LabelHook.Yaml;

// Reads the subset of YAML that LabelHook uses: names with a scalar, a list of scalars, or nested names with either.
// It reads the parser's events, so nothing is expanded: an alias, a tag, a second document or deeper nesting is an
// error.
internal static class YamlFile
{
    // Largest file in bytes; arbitrary, a hundred times a usual one.
    private const int MaxSize = 1024 * 1024;

    // Returns: the entries in order; none for an empty file.
    // Throws: the file cannot be read, or is not in this subset.
    public static List<YamlEntry> Read(string path)
    {
        try
        {
            if (FileStatus.Read(path, out var status) is not 0 and var errno)
                throw new LabelHookException(YamlProblems.FileUnreadable(path, Errno.Words(errno)));
            if (!status.IsRegular)
                throw new LabelHookException(YamlProblems.FileUnreadable(path, "it is not a regular file"));
            if (status.Size > MaxSize)
                throw new LabelHookException(YamlProblems.YamlSize(path, MaxSize));
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read);
            using var reader = new StreamReader(stream, new System.Text.UTF8Encoding(false, true));
            return Read(path, new Parser(reader));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LabelHookException(YamlProblems.FileUnreadable(path, error.Message), error);
        }
        catch (System.Text.DecoderFallbackException error)
        {
            throw new LabelHookException(YamlProblems.Yaml(path, 1, "the text is not valid UTF-8"), error);
        }
        catch (YamlException error)
        {
            throw new LabelHookException(YamlProblems.Yaml(path, error.Start.Line, Plain(error.Message)), error);
        }
        catch (InvalidOperationException error)
        {
            // The parser does not detect some unterminated lists, and runs out of events.
            throw new LabelHookException(YamlProblems.Yaml(path, 1, "a list or a mapping does not end"), error);
        }
        catch (ArgumentException error)
        {
            // The parser throws this for some invalid tags.
            throw new LabelHookException(YamlProblems.Yaml(path, 1, "a tag is not valid"), error);
        }
    }

    private static List<YamlEntry> Read(string path, Parser parser)
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
            return [];
        parser.Consume<DocumentStart>();
        var isEmpty = parser.Accept<Scalar>(out var scalar) && scalar.Value.Length == 0;
        var entries = isEmpty ? [] : ReadEntries(path, parser, nested: false);
        parser.TryConsume<Scalar>(out _);
        parser.Consume<DocumentEnd>();
        if (!parser.Accept<StreamEnd>(out var rest))
            throw Refused(path, parser.Current ?? rest!, "only one document is accepted");
        return entries;
    }

    private static List<YamlEntry> ReadEntries(string path, Parser parser, bool nested)
    {
        if (!parser.TryConsume<MappingStart>(out _))
            throw Refused(path, parser.Current!, "expected names and values, as in \"name: value\"");
        var entries = new List<YamlEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var name = ReadText(path, parser);
            var line = (int)parser.Current!.Start.Line;
            if (entries.Exists(entry => entry.Name == name.Value))
                throw Refused(path, name, $"{Wording.Shown(name.Value)} is given more than once");
            var nameLine = (int)name.Start.Line;
            entries.Add(parser.Current switch
            {
                MappingStart when !nested =>
                    new YamlEntry(path, nameLine, name.Value, null, [], ReadEntries(path, parser, nested: true)),
                SequenceStart =>
                    new YamlEntry(path, nameLine, name.Value, null, ReadList(path, parser), []),
                _ => new YamlEntry(path, line, name.Value, ReadText(path, parser).Value, [], []),
            });
        }

        return entries;
    }

    private static List<string> ReadList(string path, Parser parser)
    {
        parser.Consume<SequenceStart>();
        var texts = new List<string>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            texts.Add(ReadText(path, parser).Value);
        return texts;
    }

    private static Scalar ReadText(string path, Parser parser)
    {
        if (parser.TryConsume<Scalar>(out var scalar) && scalar.Anchor.IsEmpty && scalar.Tag.IsEmpty)
            return scalar;
        var place = (ParsingEvent?)scalar ?? parser.Current!;
        throw Refused(path, place, place is AnchorAlias ? "an alias is not accepted" : "expected a plain value");
    }

    private static LabelHookException Refused(string path, ParsingEvent place, string reason) =>
        new(YamlProblems.Yaml(path, place.Start.Line, reason));

    // Without the position, which the message already has.
    private static string Plain(string message)
    {
        var end = message.LastIndexOf("): ", StringComparison.Ordinal);
        return message[(end >= 0 ? end + 3 : 0)..].TrimEnd('.');
    }
}
