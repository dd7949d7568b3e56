using System.Text.Json;
using LabelHook.Acceptance.Ns8;

namespace LabelHook.Acceptance.Program;

// The schemas of --json that are installed with the program.
public static class DocumentSchema
{
    private static readonly string Folder = Repository.At("hooks/schemas");

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder).Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal);

    // What is wrong with a document; nothing when it fits.
    public static IEnumerable<string> Check(string name, JsonElement document)
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Join(Folder, name + ".json")));
        return [.. JsonSchema.Check(schema.RootElement, document)];
    }
}
