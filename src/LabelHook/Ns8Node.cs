using LabelHook.EnvironmentFiles;
using LabelHook.Ports;

namespace LabelHook;

/// <summary>
/// What NS8's node agent asks for. NS8 writes the environment files of its modules itself, and it knows their authorizations; LabelHook keeps
/// the ports and the demand, which is the module's quota.
/// </summary>
internal sealed class Ns8Node(Node node)
{
    /// <summary>Gives a new module the ports that its image demands.</summary>
    /// <param name="image">The image's name; empty when it is not known.</param>
    /// <returns>The variables for the module's environment file.</returns>
    public IReadOnlyDictionary<string, string> Add(ModuleName module, string image, int tcp, int udp)
    {
        using var database = node.Open(toRead: false);
        return database.Change(() =>
        {
            var holding = Holding.Read(database, module);
            var known = database.Module(module);
            var record = new ModuleRecord(module.ToString(), image, "", tcp, udp, known?.Authorizations, known?.EnvironmentFile);
            var changes = ProtocolName.All
                .Select(protocol => node.Options.Planner.Meet(protocol, database.Held(protocol), holding.Of(protocol), known?.Demand(protocol), record.Demand(protocol))).ToList();
            foreach (var change in changes)
                database.Apply(module, change, hold: false);
            database.Save(record);
            var after = changes.Aggregate(holding, (before, change) => before.After(change));
            return PortVariables.For(after.First(Protocol.Tcp), after.First(Protocol.Udp), node.Settings.SinglePortList);
        });
    }

    /// <summary>
    /// Makes a changed demand the quota, and gives the ports that it has grown by: behind the module's first block when they are free. A block
    /// that has to move stays held until the next update too, because the module still runs on it.
    /// </summary>
    /// <returns>What the module holds then, and the blocks that moved.</returns>
    public Ns8Update Update(ModuleName module, int tcp, int udp)
    {
        using var database = node.Open(toRead: false);
        return database.Change(() =>
        {
            database.Release(module);
            var known = database.Module(module) ?? new ModuleRecord(module.ToString(), "", "", 0, 0, null, null);
            var record = known with { Tcp = tcp, Udp = udp };
            var holding = Holding.Read(database, module);
            var changes = ProtocolName.All.Select(protocol => Grow(database, holding, protocol, known.Demand(protocol), record.Demand(protocol))).ToList();
            foreach (var change in changes)
                database.Apply(module, change, hold: true);
            database.Save(record);
            var after = changes.Aggregate(holding, (before, change) => before.After(change));
            return new Ns8Update(
                [.. after.Of(Protocol.Tcp).Select(row => row.Ports)],
                [.. after.Of(Protocol.Udp).Select(row => row.Ports)],
                [.. changes.Where(change => change.GivesBack).Select(change => (change.Protocol, change.Removed[0].Ports, change.Added))]);
        });
    }

    private PortChange Grow(PortsDatabase database, Holding holding, Protocol protocol, int before, int demand)
    {
        var missing = demand - holding.Count(protocol);
        if (demand <= before || missing <= 0)
            return PortChange.Nothing(protocol);
        var held = database.Held(protocol);
        return holding.Of(protocol) is [var first, ..]
            ? node.Options.Planner.Resize(protocol, held, first, first.Ports.Count + missing)
            : node.Options.Planner.Place(protocol, held, [], demand);
    }
}
