using LabelHook.Yaml;

namespace LabelHook.Images.Sources;

// A sample: an image's labels in a YAML file, to try labels at a desk without an engine. labels: are the labels, image:
// may name the image, expect: says what an empty node gets and is for people and tests.
internal static class SampleFile
{
    public static bool Matches(string image) => image.EndsWith(".yaml", StringComparison.Ordinal) || image.EndsWith(".yml", StringComparison.Ordinal);

    // Throws: the file cannot be read or is no sample.
    public static ModuleImage Read(string path)
    {
        var image = path;
        IReadOnlyDictionary<string, string>? labels = null;
        foreach (var entry in YamlFile.Read(path))
        {
            switch (entry)
            {
                case { Name: "labels", Text: null or "", Texts: [] }:
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

        return new ModuleImage(image, "", labels ?? throw new LabelHookException(SourceProblems.SampleWithoutLabels(path)));
    }

    private static Dictionary<string, string> Labels(YamlEntry labels) =>
        labels.Entries.ToDictionary(entry => entry.Name, entry => entry.Text!, StringComparer.Ordinal);
}
