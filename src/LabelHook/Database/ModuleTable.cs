namespace LabelHook.Database;

// The records of installed modules.
internal sealed class ModuleTable(DatabaseFile file, RecordedPlaces places)
{
    private string Select
    {
        get
        {
            var created = file.Version < PortsSchema.ImageTimes ? "NULL" : "image_created";
            return $"""
                SELECT module, image, image_id, tcp_demand, udp_demand, authorizations, environment_file, {created}
                FROM labelhook_modules
                """;
        }
    }

    public IReadOnlyList<ModuleRecord> All() => file.Version > 0 ? [.. file.Stream(Select).Select(Record)] : [];

    public ModuleRecord? Find(ModuleName module) => file.Version > 0
        ? file.Rows(Select + " WHERE module = $1", module.ToString()).Select(Record).FirstOrDefault()
        : null;

    // Returns: the name of the module with that environment file; null when there is none.
    public string? FindByEnvironmentFile(string path)
    {
        if (file.Version < PortsSchema.RelativePlaces)
            return All().FirstOrDefault(record => record.EnvironmentFile == path)?.Module;
        const string Find = "SELECT module FROM labelhook_modules WHERE environment_file IN ($1, $2)";
        return (string?)file.Scalar(Find, path, places.ToRow(path));
    }

    public void Save(ModuleRecord record) => file.Execute(
        """
        INSERT INTO labelhook_modules VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (module) DO UPDATE SET
            image = $2, image_id = $3, tcp_demand = $4, udp_demand = $5,
            authorizations = $6, environment_file = $7, image_created = $8
        """,
        record.Module,
        record.Image,
        record.ImageId,
        record.Tcp,
        record.Udp,
        record.Authorizations,
        places.ToRow(record.EnvironmentFile),
        record.Created?.ToUnixTimeSeconds());

    // Adds when the image was created, if the module still has that image.
    public void SaveImageTime(ModuleRecord record) => file.Execute(
        "UPDATE labelhook_modules SET image_created = $1 WHERE module = $2 AND image_id = $3 AND image_created IS NULL",
        record.Created?.ToUnixTimeSeconds(),
        record.Module,
        record.ImageId);

    public void Remove(ModuleName module) =>
        file.Execute("DELETE FROM labelhook_modules WHERE module = $1", module.ToString());

    private ModuleRecord Record(object?[] row)
    {
        var module = (string)row[0]!;
        return new ModuleRecord(
            module,
            Image: (string)row[1]!,
            ImageId: (string)row[2]!,
            Tcp: (int)(long)row[3]!,
            Udp: (int)(long)row[4]!,
            Authorizations: (string?)row[5],
            EnvironmentFile: places.FromRow(module, (string?)row[6]),
            Created: row[7] is long seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null);
    }
}
