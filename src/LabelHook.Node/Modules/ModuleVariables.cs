using LabelHook.Database;
using LabelHook.EnvironmentFiles;
using LabelHook.Nodes;

namespace LabelHook.Modules;

// The variables of a module for a command that its caller runs. The environment file may be written by the module's own
// user, and variables such as TAR_OPTIONS make a program run others: from a file that is not the caller's own a command
// gets no line unless it is asked for, and the ports come from the ports database.
internal sealed class ModuleVariables(Node node)
{
    // all: Whether the command gets every line of the file, whoever wrote it.
    public IReadOnlyDictionary<string, string> Read(ModuleName module, bool all, out IReadOnlyList<string> warnings)
    {
        using var database = node.Open(toRead: true);
        var known = database.Module(module);
        var holding = ModulePorts.Read(database, module);
        if (known is null && ProtocolName.All.All(protocol => holding.Count(protocol) == 0))
            throw new LabelHookException(ModuleProblems.Unknown(module, node.Absence));
        var ports = node.Variables(holding);
        using var file = File(module, known);
        if (file is null)
        {
            warnings = [];
            return ports;
        }

        var found = file.Text.Variables;
        var others = found.Where(variable => !PortVariables.Names.Contains(variable.Key)).ToList();
        var isWhole = all || file.IsCallersOwn;
        var told = new List<string>();
        if (PortVariables.Names.Any(name => found.GetValueOrDefault(name) != ports.GetValueOrDefault(name)))
            told.Add(ModuleWarnings.PortsDiffer(module, file.Path));
        if (isWhole)
            told.AddRange(file.Warnings);
        else if (others.Count > 0)
            told.Add(ModuleWarnings.VariablesLeftOut(file.Path, others.Count));
        warnings = told;
        return isWhole ? others.Concat(ports).ToDictionary(StringComparer.Ordinal) : ports;
    }

    // Returns: null when NS8 writes the file and it is not where the configuration says.
    private EnvironmentFile? File(ModuleName module, ModuleRecord? known)
    {
        if (known?.EnvironmentFile is { } path)
        {
            var file = node.Environments.OpenToRead(module, path);
            if (file is { IsThere: true })
                return file;
            file?.Dispose();
            throw new LabelHookException(ModuleProblems.EnvironmentMissing(module, path));
        }

        var place = node.Environments.Files().Where(file => file.Module == module).Select(file => file.Path).FirstOrDefault();
        if (place is not null)
            return EnvironmentFile.OpenToRead(place);
        return known is null ? throw new LabelHookException(ModuleProblems.NeverRecorded(module)) : null;
    }
}
