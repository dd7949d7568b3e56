using LabelHook.Acceptance.EnvironmentFiles;
using YamlDotNet.RepresentationModel;

namespace LabelHook.Acceptance.Systemd;

// A file of samples/: labels, and the expected result on an empty node.
// Variables: the variables of the module; empty if there are none.
// Error: the code of the problem if the labels are rejected.
public sealed record Sample(SortedDictionary<string, string> Variables, string? Error)
{
    public static string Folder { get; } = Repository.At("samples");

    public static TheoryData<string> Accepted => [.. Names(refused: false)];

    public static TheoryData<string> Refused => [.. Names(refused: true)];

    public static Sample Read(string name)
    {
        using var text = File.OpenText(Path.Join(Folder, name));
        var file = new YamlStream();
        file.Load(text);

        var expected = ((YamlMappingNode)file.Documents[0].RootNode)["expect"] is YamlMappingNode mapping
            ? mapping.ToDictionary(
                entry => ((YamlScalarNode)entry.Key).Value!, entry => entry.Value.ToString(), StringComparer.Ordinal)
            : [];

        return new Sample(
            VariableLines.Parse(expected.Select(entry => $"{entry.Key}={entry.Value}")),
            expected.GetValueOrDefault("error"));
    }

    private static IEnumerable<string> Names(bool refused) =>
        Directory.EnumerateFiles(Folder, "*.yaml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)
            .Where(name => Read(name).Error is not null == refused);
}
