using System.Text.Json;

namespace LabelHook.Acceptance;

// The schemas of --json that are installed with the program.
public static class DocumentSchema
{
    private static readonly string Folder = Path.Combine(Repository.Folder, "hooks/schemas");

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    // What is wrong with a document; nothing when it fits.
    public static IEnumerable<string> Check(string name, JsonElement document)
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")));
        return [.. JsonSchema.Check(schema.RootElement, document)];
    }
}
