namespace LabelHook.Yaml;

// One entry of a YAML file, with the place where it stands. Exactly one of text, list and entries is filled.
// Path: The file.
// Line: The line, from 1.
// Name: The entry's name.
// Text: Its value as it is written; null when it is a list or has entries.
// Texts: Its values when it is a list.
// Entries: Its entries when it has such.
internal sealed record YamlEntry(string Path, int Line, string Name, string? Text, IReadOnlyList<string> Texts, IReadOnlyList<YamlEntry> Entries);
