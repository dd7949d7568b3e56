using System.Text.Json;
using LabelHook.Acceptance.Ns8;

namespace LabelHook.Acceptance.Program;

// The schemas of --json that are installed with a program.
public sealed record DocumentSchemas(string Folder)
{
    public static DocumentSchemas LabelHook { get; } = new("hooks/schemas");

    public static DocumentSchemas Cluster { get; } = new("hooks/cluster/schemas");

    public IEnumerable<string> Names =>
        Directory.EnumerateFiles(Repository.At(Folder)).Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal);

    // What is wrong with a document; nothing when it fits.
    public IEnumerable<string> Check(string name, JsonElement document)
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Repository.At($"{Folder}/{name}.json")));
        return [.. JsonSchema.Check(schema.RootElement, document)];
    }
}
