namespace LabelHook.Yaml;

/// <summary>One entry of a YAML file, with the place where it stands. Exactly one of text, list and entries is filled.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Name">The entry's name.</param>
/// <param name="Text">Its value as it is written; <see langword="null"/> when it is a list or has entries.</param>
/// <param name="Texts">Its values when it is a list.</param>
/// <param name="Entries">Its entries when it has such.</param>
internal sealed record YamlEntry(string Path, int Line, string Name, string? Text, IReadOnlyList<string> Texts, IReadOnlyList<YamlEntry> Entries);
