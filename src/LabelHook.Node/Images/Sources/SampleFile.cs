using LabelHook.Yaml;

namespace LabelHook.Images.Sources;

// A YAML file with the labels of an image, to try labels without an engine: labels: has the labels, the optional image:
// a name for the image, and the optional expect: what a module gets on an empty node: variables, or error: with a code.
internal static class SampleFile
{
    public static bool Matches(string image) =>
        image.EndsWith(".yaml", StringComparison.Ordinal) || image.EndsWith(".yml", StringComparison.Ordinal);

    // Throws: the file cannot be read or is not a sample.
    public static DescribedImage Read(string path)
    {
        var image = path;
        IReadOnlyDictionary<string, string>? labels = null;
        IReadOnlyDictionary<string, string>? expected = null;
        foreach (var entry in YamlFile.Read(path))
        {
            switch (entry)
            {
                case { Name: "labels" } when HasTexts(entry):
                    labels = Texts(entry);
                    break;
                case { Name: "image", Text.Length: > 0 }:
                    image = entry.Text;
                    break;
                case { Name: "expect" } when HasTexts(entry):
                    expected = Texts(entry);
                    break;
                default:
                    throw new LabelHookException(SourceProblems.SampleEntry(path, entry.Line, entry.Name));
            }
        }

        if (labels is null)
            throw new LabelHookException(SourceProblems.SampleWithoutLabels(path));
        return new DescribedImage(new ModuleImage(image, "", labels)) { Expected = expected };
    }

    private static bool HasTexts(YamlEntry entry) =>
        entry is { Text: null or "", Texts: [] } && entry.Entries.All(inner => inner.Text is not null);

    private static Dictionary<string, string> Texts(YamlEntry entry) =>
        entry.Entries.ToDictionary(inner => inner.Name, inner => inner.Text!, StringComparer.Ordinal);
}
