using LabelHook.Yaml;

namespace LabelHook.Images.Sources;

// A YAML file with the labels of an image, to try labels without an engine: labels: has the labels, the optional image:
// a name for the image. expect: says what the image gets on an empty node, for readers and tests.
internal static class SampleFile
{
    public static bool Matches(string image) =>
        image.EndsWith(".yaml", StringComparison.Ordinal) || image.EndsWith(".yml", StringComparison.Ordinal);

    // Throws: the file cannot be read or is not a sample.
    public static ModuleImage Read(string path)
    {
        var image = path;
        IReadOnlyDictionary<string, string>? labels = null;
        foreach (var entry in YamlFile.Read(path))
        {
            switch (entry)
            {
                case { Name: "labels", Text: null or "", Texts: [] } when entry.Entries.All(label => label.Text is not null):
                    labels = Labels(entry);
                    break;
                case { Name: "image", Text.Length: > 0 }:
                    image = entry.Text;
                    break;
                case { Name: "expect", Text: null or "", Texts: [] }:
                    break;
                default:
                    throw new LabelHookException(SourceProblems.SampleEntry(path, entry.Line, entry.Name));
            }
        }

        if (labels is null)
            throw new LabelHookException(SourceProblems.SampleWithoutLabels(path));
        return new ModuleImage(image, "", labels);
    }

    private static Dictionary<string, string> Labels(YamlEntry labels) =>
        labels.Entries.ToDictionary(entry => entry.Name, entry => entry.Text!, StringComparer.Ordinal);
}
