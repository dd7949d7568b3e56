using LabelHook.Toml;

namespace LabelHook.Images.Stores;

// The settings of storage.conf that decide where images are; null or empty if not set. An empty string resets the
// setting of an earlier file.
internal sealed record StorageSettings
{
    public string? Driver { get; init; }

    public string? GraphRoot { get; init; }

    public string? RootlessPath { get; init; }

    public string? ImageStore { get; init; }

    public IReadOnlyList<string> Priority { get; init; } = [];

    public IReadOnlyList<string> Additional { get; init; } = [];

    public StorageSettings With(TomlSection file)
    {
        if (file.Section("storage") is not { } storage)
            return this;
        return this with
        {
            Driver = Text("driver", Driver),
            GraphRoot = Text("graphroot", GraphRoot),
            RootlessPath = Text("rootless_storage_path", RootlessPath),
            ImageStore = Text("imagestore", ImageStore),
            Priority = storage.Texts("driver_priority", Priority) ?? [],
            Additional = storage.Section("options")?.Texts("additionalimagestores", Additional) ?? Additional,
        };

        string? Text(string name, string? earlier) => storage.Text(name) switch
        {
            null => earlier,
            "" => null,
            var text => text,
        };
    }
}
