using LabelHook.Host;
using LabelHook.Linux;

namespace LabelHook.Checks;

// Whether units start without the ports that they need, or do not start.
internal static class UnitChecks
{
    public static IEnumerable<Finding> Find(Inspection look)
    {
        var lines = look.Host.Units(look.Records.Keys);
        return lines.Where(line => line.IsOptional).SelectMany(line => Optional(look, line))
            .Concat(lines.Where(line => !line.IsOptional).SelectMany(line => Missing(look, line)));
    }

    private static IEnumerable<Finding> Optional(Inspection look, UnitLine line) =>
        from record in look.Records.Values
        where record.EnvironmentFile is not null && line.Names(record.EnvironmentFile, record.Module)
        select Verdicts.OptionalFile(record.Module, record.EnvironmentFile!, line);

    private static IEnumerable<Finding> Missing(Inspection look, UnitLine line)
    {
        foreach (var record in look.Records.Values)
        {
            if (record.EnvironmentFile is { } path && line.Names(path, record.Module) && IsMissing(path))
                yield return Verdicts.UnitWithoutFile(record.Module, path, line);
        }

        // The module was removed, and its unit was not.
        if (line.Path is { } place && look.Node.ModuleAt(place) is var module && module != default && !look.Records.ContainsKey(module.ToString()) && IsMissing(place))
            yield return Verdicts.UnitWithoutFile(module.ToString(), place, line);
    }

    private static bool IsMissing(string path) => FileStatus.Of(path, out _) is Errno.NotFound or Errno.NotAFolder;
}
