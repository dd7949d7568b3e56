namespace LabelHook.Database;

// The images that scans have seen, so that a scan looks only at what changed.
internal sealed class ImageTable(DatabaseFile file)
{
    // The images of a source, by name.
    public IReadOnlyDictionary<string, SeenImage> SeenIn(string source)
    {
        var images = new Dictionary<string, SeenImage>(StringComparer.Ordinal);
        if (file.Version < PortsSchema.History)
            return images;
        const string Select = "SELECT reference, image_id, problem FROM labelhook_images WHERE source = $1";
        foreach (var row in file.Rows(Select, source))
            images.Add((string)row[0]!, new SeenImage((string)row[1]!, (string?)row[2]));
        return images;
    }

    // The images that the last scan rejected, and why.
    public IReadOnlyList<(string Reference, string Problem)> Rejected()
    {
        if (file.Version < PortsSchema.History)
            return [];
        const string Select = """
            SELECT DISTINCT reference, problem FROM labelhook_images WHERE problem IS NOT NULL ORDER BY reference
            """;
        return [.. file.Rows(Select).Select(row => ((string)row[0]!, (string)row[1]!))];
    }

    public void Save(string source, string reference, SeenImage image) => file.Execute(
        "INSERT OR REPLACE INTO labelhook_images VALUES ($1, $2, $3, $4)", source, reference, image.Id, image.Problem);

    // Scans do not try the image again.
    public void ClearProblem(string reference) =>
        file.Execute("UPDATE labelhook_images SET problem = NULL WHERE reference = $1", reference);

    public void Remove(string source, string reference) =>
        file.Execute("DELETE FROM labelhook_images WHERE source = $1 AND reference = $2", source, reference);
}
