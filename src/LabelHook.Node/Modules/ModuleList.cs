using LabelHook.Database;
using LabelHook.Nodes;

namespace LabelHook.Modules;

// The modules with ports or a record, and the reservations, by name.
internal sealed class ModuleList(Node node)
{
    // only: The module to list; null for all.
    public IReadOnlyList<ModuleListing> Read(ModuleName? only, out IReadOnlyList<string> warnings)
    {
        using var database = node.Open(toRead: true);
        var found = new List<string>();
        var blocks = ProtocolName.All
            .SelectMany(protocol => ReadBlocks(database, protocol, found))
            .ToLookup(block => block.Module, block => block.Block);
        var records = node.WithCurrentImages(database.Modules()).ToDictionary(record => record.Module);
        var names = records.Keys.Concat(blocks.Select(rows => rows.Key)).Distinct().Order(StringComparer.Ordinal);
        warnings = found;
        return
        [
            .. from name in names
               where only is null || name == only.ToString()
               let record = records.GetValueOrDefault(name)
               select new ModuleListing(name, record, [.. blocks[name]], ReadState(database, record)),
        ];
    }

    // The valid names of modules with ports or a record; other programs may have written any text.
    public IReadOnlyList<string> ReadNames()
    {
        using var database = node.Open(toRead: true);
        var owners = ProtocolName.All.SelectMany(protocol => database.Allocations(protocol)).Select(row => row.Module);
        return
        [
            .. database.Modules().Select(record => record.Module)
                .Concat(owners)
                .Where(name => ModuleName.TryParse(name, out _, out _))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<(string Module, ListedBlock Block)> ReadBlocks(
        PortsDatabase database, Protocol protocol, List<string> warnings)
    {
        var allocations = database.Allocations(protocol, out var invalid);
        var since = database.AllocationTimes(protocol);
        warnings.AddRange(invalid.Select(DatabaseWarnings.UnreadableRow));
        warnings.AddRange(DatabaseWarnings.Overlaps(protocol, allocations));
        foreach (var row in allocations)
        {
            DateTimeOffset? time = since.TryGetValue((row.Ports, row.Module), out var found) ? found : null;
            yield return (row.Module, new ListedBlock(protocol, row.Ports, time));
        }
    }

    private EnvironmentState ReadState(PortsDatabase database, ModuleRecord? record)
    {
        if (record?.EnvironmentFile is not { } path || !ModuleName.TryParse(record.Module, out var module, out _))
            return EnvironmentState.None;
        try
        {
            using var environment = node.Environments.OpenToRead(module, path);
            if (environment is null or { IsThere: false })
                return EnvironmentState.Missing;
            var variables = node.Variables(ModulePorts.Read(database, module));
            return environment.Differs(variables) ? EnvironmentState.Differs : EnvironmentState.Written;
        }
        catch (LabelHookException)
        {
            return EnvironmentState.Unusable;
        }
    }
}
