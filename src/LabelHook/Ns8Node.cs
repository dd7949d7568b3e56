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
        Check(tcp, udp);
        using var database = node.Open(toRead: false);
        return database.Change(() =>
        {
            var known = Known(database, module);
            var record = new ModuleRecord(module.ToString(), image, "", tcp, udp, known?.Authorizations, null);
            var holding = Holding.Read(database, module);
            var changes = node.Options.Planner.Meet(database, holding, known, record);
            foreach (var change in changes)
                database.Apply(module, change, hold: true);
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
        Check(tcp, udp);
        using var database = node.Open(toRead: false);
        return database.Change(() =>
        {
            var known = Known(database, module);
            database.Release(module);
            var record = (known ?? new ModuleRecord(module.ToString(), "", "", 0, 0, null, null)) with { Tcp = tcp, Udp = udp };
            var holding = Holding.Read(database, module);
            var changes = ProtocolName.All.Select(protocol => Grow(database, holding, protocol, known?.Demand(protocol), record.Demand(protocol))).ToList();
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

    /// <exception cref="LabelHookException">The module was installed from its image, and its environment file is LabelHook's.</exception>
    private static ModuleRecord? Known(PortsDatabase database, ModuleName module) => database.Module(module) is { EnvironmentFile: not null }
        ? throw new LabelHookException(Problems.NotOfNs8(module))
        : database.Module(module);

    private void Check(int tcp, int udp)
    {
        foreach (var demand in (int[])[tcp, udp])
        {
            if (demand < 0 || demand > node.Settings.Band.Range.Count)
                throw new LabelHookException(Problems.DemandNumber(demand, node.Settings.Band.Range));
        }
    }

    /// <param name="before">The demand so far; where it is not known, nothing is known to have grown.</param>
    private PortChange Grow(PortsDatabase database, Holding holding, Protocol protocol, int? before, int demand)
    {
        var missing = demand - holding.Count(protocol);
        if (before is null || demand <= before || missing <= 0)
            return PortChange.Nothing(protocol);
        return holding.Of(protocol) is [var first, ..]
            ? node.Options.Planner.Resize(protocol, FreePorts.In(database, protocol, [first]), first.Ports, first.Ports.Count + missing)
            : node.Options.Planner.Place(protocol, FreePorts.In(database, protocol, []), demand);
    }
}
