namespace LabelHook.Toml;

// A table of a TOML file, read as podman's library does: the case of names does not matter, and a value of another type
// is an error.
internal sealed class TomlSection(string path, List<KeyValuePair<string, object>> entries)
{
    private const string Append = "append";

    public string Path => path;

    // Returns: null when there is no such table.
    public TomlSection? Section(string name) => Find(name) switch
    {
        null => null,
        List<KeyValuePair<string, object>> table => new TomlSection(path, table),
        _ => throw Refused(name, "a table"),
    };

    // Returns: null when there is no such string.
    public string? Text(string name) => Find(name) switch
    {
        null => null,
        string text => text,
        _ => throw Refused(name, "a string"),
    };

    // The string of a name that is data, not a setting: its case matters.
    public string? Exact(string name) => entries.Find(entry => entry.Key == name).Value is { } value
        ? value as string ?? throw Refused(name, "a string")
        : null;

    // A list of strings. It replaces an earlier one; with the item {append = true} it is appended.
    // Returns: the earlier list when this table has none.
    public IReadOnlyList<string>? Texts(string name, IReadOnlyList<string>? earlier)
    {
        if (Find(name) is not { } value)
            return earlier;
        if (value is not List<object> items)
            throw Refused(name, "a list of strings");
        var texts = new List<string>();
        var append = false;
        foreach (var item in items)
        {
            if (item is string text)
                texts.Add(text);
            else if (item is List<KeyValuePair<string, object>> and [{ Key: Append, Value: bool wanted }])
                append = wanted;
            else
                throw Refused(name, "a list of strings");
        }

        return append ? [.. earlier ?? [], .. texts] : texts;
    }

    private object? Find(string name)
    {
        var found = entries.Where(entry => entry.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (found.Count > 1)
            throw Refused(name, "one spelling of the name");
        return found.Count == 1 ? found[0].Value : null;
    }

    private LabelHookException Refused(string name, string accepted) =>
        new(TomlProblems.PodmanSetting(path, name, accepted));
}
