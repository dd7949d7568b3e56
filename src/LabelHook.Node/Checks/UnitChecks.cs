using LabelHook.Host;
using LabelHook.Linux;

namespace LabelHook.Checks;

// Whether units start without the ports that they need, or do not start.
internal static class UnitChecks
{
    public static IEnumerable<Finding> Find(CheckContext context)
    {
        var optional = context.Units.Where(line => line.IsOptional).SelectMany(line => Optional(context, line));
        var required = context.Units.Where(line => !line.IsOptional).SelectMany(line => Required(context, line));

        // A unit that every user's systemd loads is found once for each user.
        return optional.Concat(required).Distinct();
    }

    private static IEnumerable<Finding> Optional(CheckContext context, UnitLine line)
    {
        foreach (var (module, path) in Loaded(context, line))
            yield return FindingTexts.UnitIgnoresMissingFile(module, path, line);
    }

    private static IEnumerable<Finding> Required(CheckContext context, UnitLine line)
    {
        foreach (var (module, path) in Loaded(context, line))
        {
            if (FileStatus.IsAbsent(path) && line.FailsWithout(path, module))
                yield return FindingTexts.UnitCannotStart(module, path, line);
        }

        // The module was removed, but not its unit.
        if (line.Path is not { } loaded || !FileStatus.IsAbsent(loaded))
            yield break;
        var removed = context.Node.Environments.ModuleAt(loaded);
        if (removed != default && !context.Records.ContainsKey(removed.ToString()))
            yield return FindingTexts.UnitCannotStart(removed.ToString(), loaded, line);
    }

    // The modules' files that the unit, or its instance for the module, loads. Most units load one file, whatever the
    // module.
    private static IEnumerable<(string Module, string Path)> Loaded(CheckContext context, UnitLine line) =>
        line.Path is { } path && !PathPattern.HasEscape(path)
            ? context.ModulesOf(path).Select(module => (module, path))
            : context.RecordedFiles.Where(file => line.Loads(file.Path, file.Module));
}
