using LabelHook.EnvironmentFiles;
using LabelHook.Linux;
using LabelHook.Nodes;

namespace LabelHook.Checks;

// Whether environment files name what the registry holds.
internal static class FileChecks
{
    public static IEnumerable<Finding> Find(Inspection look) => Recorded(look).Concat(Others(look));

    private static IEnumerable<Finding> Recorded(Inspection look)
    {
        foreach (var (name, holding) in look.Holdings)
        {
            if (look.Records[name].EnvironmentFile is { } path && Recorded(look.Node, ModuleName.Parse(name), path, look.Node.Variables(holding)) is { } finding)
                yield return finding;
        }
    }

    private static Finding? Recorded(Node node, ModuleName module, string path, SortedDictionary<string, string> wanted)
    {
        try
        {
            using var environment = node.EnvironmentToRead(module, path);
            if (environment is null or { IsThere: false })
                return Verdicts.FileMissing(module, path);
            return environment.Differs(wanted) ? Verdicts.FileDiffers(module, path, Differences(environment.Text.Variables, wanted)) : null;
        }
        catch (LabelHookException error)
        {
            return FileStatus.IsAbsent(Path.GetDirectoryName(path)!) ? Verdicts.HomeGone(module, path) : Verdicts.FileUnfit(module, error.Problem);
        }
    }

    private static IEnumerable<string> Differences(Dictionary<string, string> found, SortedDictionary<string, string> wanted) =>
        from name in PortVariables.Names
        let said = found.GetValueOrDefault(name)
        let held = wanted.GetValueOrDefault(name)
        where said != held
        select held is null ? $"{name} is {Wording.Shown(said!)} and should not be there" : said is null ? $"{name}={held} is missing" : $"{name} is {Wording.Shown(said)} and should be {held}";

    // A file that no record knows may have come back with a restored disk, or its record is lost.
    private static IEnumerable<Finding> Others(Inspection look)
    {
        foreach (var (module, path) in look.Files)
        {
            if (look.Records.GetValueOrDefault(module.ToString())?.EnvironmentFile == path)
                continue;
            ModuleFile file;
            Finding? unfit = null;
            try
            {
                file = ModuleFile.Read(module, path);
            }
            catch (LabelHookException error)
            {
                file = new ModuleFile(module, path, false, false, new Dictionary<string, string>(StringComparer.Ordinal));
                unfit = Verdicts.FileUnfit(module, error.Problem);
            }

            if (unfit is not null)
                yield return unfit;
            foreach (var finding in ProtocolName.All.SelectMany(protocol => NotHeld(look, file, protocol)))
                yield return finding;
        }
    }

    private static IEnumerable<Finding> NotHeld(Inspection look, ModuleFile file, Protocol protocol) =>
        from ports in file.Blocks(protocol)
        let rows = look.Rows.Where(held => held.Protocol == protocol && held.Row.Ports.Overlaps(ports)).Select(held => held.Row).ToList()
        where !rows.Exists(row => row.Module == file.Module.ToString() && row.Ports.Contains(ports))
        select Verdicts.NotHeld(file, protocol, ports, rows.Select(row => row.Module).FirstOrDefault(owner => owner != file.Module.ToString()));
}
