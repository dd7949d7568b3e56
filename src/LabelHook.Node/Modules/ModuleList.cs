using LabelHook.Database;
using LabelHook.EnvironmentFiles;
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
        var rows = ProtocolName.All.SelectMany(protocol => ReadRows(database, protocol, found))
            .ToLookup(held => held.Row.Module, StringComparer.Ordinal);
        var records = node.WithCurrentImages(database.Modules()).ToDictionary(record => record.Module);
        var names = records.Keys.Concat(rows.Select(held => held.Key)).Distinct().Order(StringComparer.Ordinal);
        warnings = found;
        var listings = new List<ModuleListing>();
        using var reader = new EnvironmentReader();
        foreach (var name in names.Where(name => only is null || name == only.ToString()))
        {
            var record = records.GetValueOrDefault(name);
            var ports = ModulePorts.From(rows[name].Select(held => (held.Protocol, held.Row)));
            ListedBlock[] blocks =
                [.. rows[name].Select(held => new ListedBlock(held.Protocol, held.Row.Ports, held.Since))];
            listings.Add(new ModuleListing(name, record, blocks, ReadState(database, reader, record, ports)));
        }

        return listings;
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

    private static IEnumerable<(Protocol Protocol, AllocationRow Row, DateTimeOffset? Since)> ReadRows(
        PortsDatabase database, Protocol protocol, List<string> warnings)
    {
        var allocations = database.Allocations(protocol, out var invalid);
        var since = database.AllocationTimes(protocol);
        warnings.AddRange(invalid.Select(row => DatabaseWarnings.InvalidRow(protocol, row)));
        warnings.AddRange(DatabaseWarnings.Overlaps(protocol, allocations));
        foreach (var row in allocations)
        {
            DateTimeOffset? time = since.TryGetValue((row.Ports, row.Module), out var found) ? found : null;
            yield return (protocol, row, time);
        }
    }

    private EnvironmentState ReadState(
        PortsDatabase database, EnvironmentReader reader, ModuleRecord? record, ModulePorts ports)
    {
        if (record?.EnvironmentFile is not { } path || !ModuleName.TryParse(record.Module, out var module, out _))
            return EnvironmentState.None;
        try
        {
            var text = node.Environments.Read(reader, module, path);
            if (text is null)
                return EnvironmentState.Missing;
            text.RefuseErrors(path);
            if (text.Has(node.Variables(ports)))
                return EnvironmentState.Written;

            // Another process may have changed the module after its rows were read.
            var current = ModulePorts.Read(database, module);
            return text.Has(node.Variables(current)) ? EnvironmentState.Written : EnvironmentState.Differs;
        }
        catch (LabelHookException)
        {
            return EnvironmentState.Unusable;
        }
    }
}
