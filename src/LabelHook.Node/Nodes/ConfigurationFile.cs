using System.Globalization;
using LabelHook.Images;
using LabelHook.Yaml;

namespace LabelHook.Nodes;

// The configuration file, /etc/labelhook/labelhook.yaml.
internal static class ConfigurationFile
{
    // The longest log that a configuration can ask for; arbitrary.
    private const int MaxLogRows = 1_000_000;
    private const int MaxLogDays = 36_500;

    private const string Keys =
        "database, environment-file, band, exclude, avoid-in-use, single-port-list, modules, scan, engine, log-days, "
        + "log-rows";

    private const string ScanKeys = "repositories, exclude";

    // Throws: a key is unknown or a value is not valid; the message has file and line.
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
                "scan" => settings with { Scan = Scan(entry) },
                "log-days" => settings with { LogAge = TimeSpan.FromDays(Number(entry, MaxLogDays)) },
                "log-rows" => settings with { LogRows = Number(entry, MaxLogRows) },
                "exclude" => settings,
                _ => throw new LabelHookException(NodeProblems.ConfigurationKey(path, entry.Line, entry.Name, Keys)),
            };
            if (entry.Entries.Count > 0 && entry.Name is not ("modules" or "scan"))
                throw Wrong(entry, "a value or a list");
            if (entry.Name == "exclude")
                excluded = [.. Items(entry).Select(text => Range(entry, text)).OrderBy(range => range.Start)];
        }

        return settings with { Band = settings.Band with { Excluded = excluded } };
    }

    // A list, or a single value instead of one.
    private static IReadOnlyList<string> Items(YamlEntry entry) => entry.Text is { } text ? [text] : entry.Texts;

    private static string AbsolutePath(YamlEntry entry)
    {
        var valid = entry.Text is ['/', _, ..] text
            && !text.EndsWith('/')
            && !text.Contains('\0', StringComparison.Ordinal);
        return valid ? entry.Text! : throw Wrong(entry, "an absolute path");
    }

    private static EnvironmentPlaces Places(YamlEntry entry)
    {
        List<PathTemplate> templates = [];
        foreach (var text in Items(entry))
            templates.Add(PathTemplate.TryParse(text, out var template) ? template : throw WrongTemplate(entry));
        return templates.Count > 0 ? new EnvironmentPlaces(templates) : throw WrongTemplate(entry);
    }

    private static LabelHookException WrongTemplate(YamlEntry entry) =>
        Wrong(entry, "an absolute path with {module} or {home} in it, or a list of them");

    private static PortRange Range(YamlEntry entry, string? text)
    {
        if (PortRange.TryParse(text, out var range))
            return range;
        throw Wrong(entry, entry.Name == "band"
            ? "two ports as in 20001-45000"
            : "ports as in 20080 or 20100-20199, or a list of them");
    }

    private static int Number(YamlEntry entry, int max) =>
        int.TryParse(entry.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= max
            ? number
            : throw Wrong(entry, $"1 to {max}");

    private static bool Truth(YamlEntry entry) => entry.Text switch
    {
        "true" => true,
        "false" => false,
        _ => throw Wrong(entry, "true or false"),
    };

    private static EngineAddress Engine(YamlEntry entry) =>
        entry.Text is { } text && EngineAddress.TryParse(text, out var engine)
            ? engine
            : throw Wrong(entry, EngineAddress.Accepted);

    private static ModuleRules Modules(YamlEntry entry)
    {
        var rules = new ModuleRules();
        foreach (var rule in Entries(entry, ModuleRules.Accepted))
        {
            List<ModuleName> modules = [.. Items(rule).Select(text => Module(rule, text)).Distinct()];
            if (modules.Count == 0)
                throw Wrong(rule, "a module or a list of modules");
            if (!rules.TryAdd(rule.Name, modules))
                throw Wrong(rule, rule.Name, "each repository, or repository with a tag, once");
        }

        return rules;
    }

    private static ModuleName Module(YamlEntry entry, string text) =>
        ModuleName.TryParse(text, out var module, out var problem)
            ? module
            : throw Wrong(entry, text, problem.Accepted!);

    private static ScanRules Scan(YamlEntry entry)
    {
        var rules = default(ScanRules);
        foreach (var rule in Entries(entry, ScanKeys))
        {
            rules = rule.Name switch
            {
                "repositories" => rules with { Repositories = Repositories(rule) },
                "exclude" => rules with { Excluded = Repositories(rule) },
                _ => throw new LabelHookException(
                    NodeProblems.ConfigurationKey(rule.Path, rule.Line, $"scan: {rule.Name}", ScanKeys)),
            };
        }

        return rules;
    }

    private static List<RepositoryPattern> Repositories(YamlEntry entry)
    {
        List<RepositoryPattern> patterns = [];
        foreach (var text in Items(entry))
        {
            patterns.Add(RepositoryPattern.TryParse(text, out var pattern)
                ? pattern
                : throw Wrong(entry, RepositoryPattern.Accepted));
        }

        return patterns;
    }

    // The entries of a mapping; none if it is empty.
    private static IReadOnlyList<YamlEntry> Entries(YamlEntry entry, string accepted) =>
        entry is { Texts: [], Text: null or "" } ? entry.Entries : throw Wrong(entry, accepted);

    private static LabelHookException Wrong(YamlEntry entry, string accepted)
    {
        var names = entry.Entries.Select(inner => inner.Name);
        return Wrong(entry, entry.Text ?? string.Join(", ", entry.Texts.Concat(names)), accepted);
    }

    private static LabelHookException Wrong(YamlEntry entry, string value, string accepted) =>
        new(NodeProblems.ConfigurationValue(entry.Path, entry.Line, entry.Name, value, accepted));
}
