namespace LabelHook.Toml;

// A table of a TOML file, read as podman's library does: a name in any case is the name, and a value of another type is
// an error.
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

    // Returns: null when there is no such text.
    public string? Text(string name) => Find(name) switch
    {
        null => null,
        string text => text,
        _ => throw Refused(name, "a text in quotes"),
    };

    // The text of a name that is data, and no setting: its case counts.
    public string? Exact(string name) => entries.Find(entry => entry.Key == name).Value is { } value
        ? value as string ?? throw Refused(name, "a text in quotes")
        : null;

    // A list of texts, which replaces an earlier one, or is added to it where an item says {append = true}.
    // Returns: the earlier list when there is none here.
    public IReadOnlyList<string>? Texts(string name, IReadOnlyList<string>? earlier)
    {
        if (Find(name) is not { } value)
            return earlier;
        if (value is not List<object> items)
            throw Refused(name, "a list of texts");
        var texts = new List<string>();
        var append = false;
        foreach (var item in items)
        {
            if (item is string text)
                texts.Add(text);
            else if (item is List<KeyValuePair<string, object>> and [{ Key: Append, Value: bool wanted }])
                append = wanted;
            else
                throw Refused(name, "a list of texts");
        }

        return append ? [.. earlier ?? [], .. texts] : texts;
    }

    private object? Find(string name)
    {
        var found = entries.Where(entry => entry.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (found.Count > 1)
            throw Refused(name, "one value: it is given in several spellings");
        return found.Count == 1 ? found[0].Value : null;
    }

    private LabelHookException Refused(string name, string accepted) => new(TomlProblems.PodmanSetting(path, name, accepted));
}
