using LabelHook.Images;
using LabelHook.Yaml;

namespace LabelHook.Nodes;

// The configuration file, /etc/labelhook/labelhook.yaml.
internal static class ConfigurationFile
{
    private const string Keys = "database, environment-file, band, exclude, avoid-in-use, single-port-list, modules, engine";

    // Throws: a key is unknown or a value wrong; file and line are said.
    public static NodeSettings Read(string path)
    {
        var settings = new NodeSettings();
        IReadOnlyList<PortRange> excluded = [];
        foreach (var entry in YamlFile.Read(path))
        {
            settings = entry.Name switch
            {
                "database" => settings with { Database = AbsolutePath(entry) },
                "environment-file" => settings with { EnvironmentFile = Places(entry) },
                "band" => settings with { Band = new PortBand(Range(entry, entry.Text), []) },
                "avoid-in-use" => settings with { AvoidInUse = Truth(entry) },
                "single-port-list" => settings with { SinglePortList = Truth(entry) },
                "engine" => settings with { Engine = Engine(entry) },
                "modules" => settings with { Modules = Modules(entry) },
                "exclude" => settings,
                _ => throw new LabelHookException(NodeProblems.ConfigurationKey(path, entry.Line, entry.Name, Keys)),
            };
            if (entry.Entries.Count > 0 && entry.Name != "modules")
                throw Wrong(entry, "a value or a list");
            if (entry.Name == "exclude")
                excluded = [.. (entry.Text is { } one ? [one] : entry.Texts).Select(text => Range(entry, text)).OrderBy(range => range.Start)];
        }

        return settings with { Band = settings.Band with { Excluded = excluded } };
    }

    private static string AbsolutePath(YamlEntry entry) =>
        entry.Text is ['/', _, ..] text && !text.EndsWith('/') && !text.Contains('\0', StringComparison.Ordinal) ? text : throw Wrong(entry, "an absolute path");

    // One template or a list of them; an empty list would be none.
    private static EnvironmentPlaces Places(YamlEntry entry)
    {
        List<PathTemplate> templates = [];
        foreach (var text in entry.Text is { } one ? [one] : entry.Texts)
            templates.Add(PathTemplate.TryParse(text, out var template) ? template : throw WrongTemplate(entry));
        return templates.Count > 0 ? new EnvironmentPlaces(templates) : throw WrongTemplate(entry);
    }

    private static LabelHookException WrongTemplate(YamlEntry entry) => Wrong(entry, "an absolute path with {module} or {home} in it, or a list of them");

    private static PortRange Range(YamlEntry entry, string? text) => PortRange.TryParse(text, out var range)
        ? range
        : throw Wrong(entry, entry.Name == "band" ? "two ports as in 20001-45000" : "ports as in 20080 or 20100-20199, or a list of them");

    private static bool Truth(YamlEntry entry) => entry.Text is "true" or "false" ? entry.Text == "true" : throw Wrong(entry, "true or false");

    private static Images.EngineAddress Engine(YamlEntry entry) => entry.Text is { } text && EngineAddress.TryParse(text, out var engine)
        ? engine
        : throw Wrong(entry, EngineAddress.Accepted);

    private static Dictionary<string, ModuleName> Modules(YamlEntry entry) => entry is { Texts: [], Text: null or "" }
        ? entry.Entries.ToDictionary(inner => inner.Name, Module, StringComparer.Ordinal)
        : throw Wrong(entry, "repositories and the modules that their images are for, as in ghcr.io/nethserver/mail: mail5");

    private static ModuleName Module(YamlEntry entry) =>
        ModuleName.TryParse(entry.Text, out var module, out var problem) ? module : throw Wrong(entry, problem.Accepted!);

    private static LabelHookException Wrong(YamlEntry entry, string accepted) =>
        new(NodeProblems.ConfigurationValue(entry.Path, entry.Line, entry.Name, entry.Text ?? string.Join(", ", entry.Texts.Concat(entry.Entries.Select(inner => inner.Name))), accepted));
}
