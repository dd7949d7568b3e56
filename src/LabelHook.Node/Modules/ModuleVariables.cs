using LabelHook.Database;
using LabelHook.EnvironmentFiles;
using LabelHook.Nodes;

namespace LabelHook.Modules;

// The variables that 'exec' passes to a command. The ports come from the ports database. The other lines of the
// environment file are passed only if no other user can write to it, or on request: variables such as TAR_OPTIONS make
// programs run other programs.
internal sealed class ModuleVariables(Node node)
{
    // all: Whether to pass all variables of the file, whoever can write to it.
    public IReadOnlyDictionary<string, string> Read(ModuleName module, bool all, out IReadOnlyList<string> warnings)
    {
        using var database = node.Open(toRead: true);
        var known = database.Module(module);
        var allocated = ModulePorts.Read(database, module);
        if (known is null && ProtocolName.All.All(protocol => allocated.Count(protocol) == 0))
            throw new LabelHookException(ModuleProblems.Unknown(module, node.Absence));
        var ports = node.Variables(allocated);
        using var file = File(module, known);
        if (file is null)
        {
            warnings = [];
            return ports;
        }

        var found = file.Text.Variables;
        var others = found.Where(variable => !PortVariables.Names.Contains(variable.Key)).ToList();
        var isWhole = all || file.IsCallersOwn;
        var lines = new List<string>();
        if (PortVariables.Names.Any(name => found.GetValueOrDefault(name) != ports.GetValueOrDefault(name)))
            lines.Add(ModuleWarnings.PortsDiffer(module, file.Path));
        if (isWhole)
            lines.AddRange(file.Warnings);
        else if (others.Count > 0)
            lines.Add(ModuleWarnings.VariablesLeftOut(file.Path, others.Count));
        warnings = lines;
        return isWhole ? others.Concat(ports).ToDictionary(StringComparer.Ordinal) : ports;
    }

    // Returns: null when NS8 writes the file, and it is not in a configured place.
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

        var found = node.Environments.Files().FirstOrDefault(file => file.Module == module).Path;
        if (found is not null)
            return EnvironmentFile.OpenToRead(found);
        return known is null ? throw new LabelHookException(ModuleProblems.NeverRecorded(module)) : null;
    }
}
