using LabelHook.Database;
using LabelHook.EnvironmentFiles;
using LabelHook.Modules;
using LabelHook.Nodes;

namespace LabelHook.Ns8;

// The changes that NS8's node agent requests. NS8 writes the environment files of its modules and checks their
// authorizations itself; LabelHook records their ports and their demand, which is the quota for their own requests.
internal sealed class Ns8Node(Node node)
{
    // Allocates the ports that the image of a new module demands.
    // image: The image's name; empty if unknown.
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
            var plan = session.Commit(record, Decide, keepsReplaced: true);
            return PortVariables.For(First(Protocol.Tcp), First(Protocol.Udp), node.Settings.SinglePortList);

            // Where NS8 demands no ports, nothing changes, even if it adds a module again that has ports.
            IReadOnlyList<PortChange> Decide(ModulePorts ports) =>
            [
                .. node.PlannerFor(database).PlanDemand(database, ports, session.Record, record)
                    .Where(change => record.Demand(change.Protocol) > 0),
            ];

            PortRange First(Protocol protocol) =>
                record.Demand(protocol) > 0 ? plan.After.FirstBlock(protocol) : default;
        });
    }

    // Records the demand of an updated image. Allocates nothing: the module's own update scripts request the ports that
    // it needs in addition.
    // image: The image's name; empty if unknown.
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
                database.Release(module); // an earlier version kept replaced ports until the next update
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
