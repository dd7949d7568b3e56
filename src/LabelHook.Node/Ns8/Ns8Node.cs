using LabelHook.Database;
using LabelHook.EnvironmentFiles;
using LabelHook.Modules;
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
        return ModuleSession.Run(node, database, module, session =>
        {
            RefuseInstalled(module, session.Record);
            var record = new ModuleRecord(
                module.ToString(), image, "", tcp, udp, session.Record?.Authorizations, EnvironmentFile: null);
            var plan = session.Commit(record, Decide, out _, keepsReplaced: true);
            return PortVariables.For(First(Protocol.Tcp), First(Protocol.Udp), node.Settings.SinglePortList);

            // NS8 asks for no ports where none are demanded, and so takes none from a module that it adds again.
            IReadOnlyList<PortChange> Decide(ModulePorts ports) =>
            [
                .. node.Planner.PlanDemand(database, ports, session.Record, record)
                    .Where(change => record.Demand(change.Protocol) > 0),
            ];

            PortRange First(Protocol protocol) => record.Demand(protocol) > 0 ? plan.After.FirstBlock(protocol) : default;
        });
    }

    // Records what an updated image demands. It gives no ports: the module's own update scripts ask for those, in
    // addition to what it has.
    // image: The image's name; empty when it is not known.
    // Returns: the module's ports.
    public ModulePorts Update(ModuleName module, string image, int tcp, int udp)
    {
        Check(tcp, udp);
        using var database = node.Open(toRead: false);
        return ModuleSession.Run(node, database, module, session =>
        {
            RefuseInstalled(module, session.Record);
            var known = session.Record ?? new ModuleRecord(module.ToString(), "", "", 0, 0, null, null);
            var record = known with { Image = image.Length > 0 ? image : known.Image, Tcp = tcp, Udp = udp };
            return database.Change(() =>
            {
                session.EnsureUnchanged();
                database.Release(module); // an earlier version held replaced ports until the next update
                database.Save(record);
                return ModulePorts.Read(database, module);
            });
        });
    }

    private static void RefuseInstalled(ModuleName module, ModuleRecord? record)
    {
        if (record is { EnvironmentFile: not null })
            throw new LabelHookException(Ns8Problems.NotOfNs8(module));
    }

    private void Check(int tcp, int udp)
    {
        foreach (var demand in (int[])[tcp, udp])
        {
            if (demand < 0 || demand > node.Settings.Band.Range.Count)
                throw new LabelHookException(Ns8Problems.DemandNumber(demand, node.Settings.Band.Range));
        }
    }
}
