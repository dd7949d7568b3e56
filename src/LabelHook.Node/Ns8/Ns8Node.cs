using LabelHook.Database;
using LabelHook.EnvironmentFiles;
using LabelHook.Nodes;

namespace LabelHook.Ns8;

// What NS8's node agent asks for. NS8 writes the environment files of its modules itself, and it knows their
// authorizations; LabelHook keeps the ports and the demand, which is the module's quota.
internal sealed class Ns8Node(Node node)
{
    // Gives a new module the ports that its image demands.
    // image: The image's name; empty when it is not known.
    // Returns: the variables for the module's environment file.
    public IReadOnlyDictionary<string, string> Add(ModuleName module, string image, int tcp, int udp)
    {
        Check(tcp, udp);
        using var database = node.Open(toRead: false);
        return database.Change(() =>
        {
            var known = Known(database, module);
            var record = new ModuleRecord(module.ToString(), image, "", tcp, udp, known?.Authorizations, null);
            var holding = ModulePorts.Read(database, module);
            // As NS8, which asks for no ports where none are demanded, and so takes none back either from a module that it adds again.
            var changes = node.Planner.Meet(database, holding, known, record).Where(change => record.Demand(change.Protocol) > 0).ToList();
            foreach (var change in changes)
                database.Apply(module, change, hold: true);
            database.Save(record);
            var after = changes.Aggregate(holding, (before, change) => before.After(change));
            return PortVariables.For(First(Protocol.Tcp), First(Protocol.Udp), node.Settings.SinglePortList);

            PortRange First(Protocol protocol) => record.Demand(protocol) > 0 ? after.First(protocol) : default;
        });
    }

    // Records what an updated image demands. It gives no ports: the module's own update scripts ask for those, in
    // addition to what it has.
    // image: The image's name; empty when it is not known.
    // Returns: what the module holds.
    public ModulePorts Update(ModuleName module, string image, int tcp, int udp)
    {
        Check(tcp, udp);
        using var database = node.Open(toRead: false);
        return database.Change(() =>
        {
            var known = Known(database, module) ?? new ModuleRecord(module.ToString(), "", "", 0, 0, null, null);
            database.Release(module); // an update by an earlier version moved the module, and held its old ports until this one
            database.Save(known with { Image = image.Length > 0 ? image : known.Image, Tcp = tcp, Udp = udp });
            return ModulePorts.Read(database, module);
        });
    }

    // Throws: the module was installed from its image, and its environment file is LabelHook's.
    private static ModuleRecord? Known(PortsDatabase database, ModuleName module) => database.Module(module) is { EnvironmentFile: not null }
        ? throw new LabelHookException(Ns8Problems.NotOfNs8(module))
        : database.Module(module);

    private void Check(int tcp, int udp)
    {
        foreach (var demand in (int[])[tcp, udp])
        {
            if (demand < 0 || demand > node.Settings.Band.Range.Count)
                throw new LabelHookException(Ns8Problems.DemandNumber(demand, node.Settings.Band.Range));
        }
    }
}
