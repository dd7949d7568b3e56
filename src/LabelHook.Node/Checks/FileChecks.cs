using LabelHook.EnvironmentFiles;
using LabelHook.Linux;

namespace LabelHook.Checks;

// Whether environment files list what the ports database allocates.
internal static class FileChecks
{
    public static IEnumerable<Finding> Find(CheckContext context) => Recorded(context).Concat(Unrecorded(context));

    private static IEnumerable<Finding> Recorded(CheckContext context)
    {
        using var reader = new EnvironmentReader();
        foreach (var (name, holding) in context.Holdings)
        {
            if (context.Records[name].EnvironmentFile is not { } path)
                continue;
            var expected = context.Node.Variables(holding);
            if (Compare(context, reader, ModuleName.Parse(name), path, expected) is { } finding)
                yield return finding;
        }
    }

    private static Finding? Compare(
        CheckContext context,
        EnvironmentReader reader,
        ModuleName module,
        string path,
        SortedDictionary<string, string> expected)
    {
        try
        {
            var text = context.Node.Environments.Read(reader, module, path);
            if (text is null)
                return FindingTexts.FileMissing(module, path);
            text.RefuseErrors(path);
            return text.Has(expected)
                ? null
                : FindingTexts.FileDiffers(module, path, Differences(text.Variables, expected));
        }
        catch (LabelHookException error)
        {
            return FileStatus.IsAbsent(Path.GetDirectoryName(path)!)
                ? FindingTexts.FolderMissing(module, path)
                : FindingTexts.FileUnusable(module, error.Problem);
        }
    }

    private static List<string> Differences(
        Dictionary<string, string> found, SortedDictionary<string, string> expected)
    {
        var differences = new List<string>();
        foreach (var name in PortVariables.Names)
        {
            var isFound = found.TryGetValue(name, out var value);
            var isExpected = expected.TryGetValue(name, out var wanted);
            if (!isExpected && isFound)
                differences.Add($"{name} is {Wording.Shown(value!)} and should not be there");
            else if (isExpected && !isFound)
                differences.Add($"{name}={wanted} is missing");
            else if (value != wanted)
                differences.Add($"{name} is {Wording.Shown(value!)} and should be {wanted}");
        }

        return differences;
    }

    // A file without a record may have returned with a restored disk, or its record is lost.
    private static IEnumerable<Finding> Unrecorded(CheckContext context)
    {
        using var reader = new EnvironmentReader();
        foreach (var (module, path) in context.Files)
        {
            if (context.Records.GetValueOrDefault(module.ToString())?.EnvironmentFile == path)
                continue;
            foreach (var finding in Unrecorded(context, reader, module, path))
                yield return finding;
        }
    }

    private static IEnumerable<Finding> Unrecorded(
        CheckContext context, EnvironmentReader reader, ModuleName module, string path)
    {
        try
        {
            var file = ModuleFile.Read(module, path, reader);
            return [.. ProtocolName.All.SelectMany(protocol => NotAllocated(context, file, protocol))];
        }
        catch (LabelHookException error)
        {
            return [FindingTexts.FileUnusable(module, error.Problem)];
        }
    }

    private static IEnumerable<Finding> NotAllocated(CheckContext context, ModuleFile file, Protocol protocol)
    {
        var module = file.Module.ToString();
        foreach (var ports in file.Blocks(protocol))
        {
            var rows = context.Rows.Where(held => held.Protocol == protocol && held.Row.Ports.Overlaps(ports))
                .Select(held => held.Row).ToList();
            if (rows.Exists(row => row.Module == module && row.Ports.Contains(ports)))
                continue;
            var otherOwner = rows.Select(row => row.Module).FirstOrDefault(owner => owner != module);
            yield return FindingTexts.PortsNotAllocated(file, protocol, ports, otherOwner);
        }
    }
}
