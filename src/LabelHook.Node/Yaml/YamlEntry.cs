namespace LabelHook.Yaml;

// One entry of a YAML file, and its position. Exactly one of Text, Texts and Entries has the value.
// Path: The file.
// Line: From 1.
// Text: A scalar as written; null for a list or a mapping.
// Texts: The items of a list.
// Entries: The entries of a mapping.
internal sealed record YamlEntry(
    string Path, int Line, string Name, string? Text, IReadOnlyList<string> Texts, IReadOnlyList<YamlEntry> Entries);
