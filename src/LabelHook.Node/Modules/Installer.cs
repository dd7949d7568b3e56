using LabelHook.Database;
using LabelHook.Images;
using LabelHook.Nodes;
using LabelHook.Ports;

namespace LabelHook.Modules;

// Allocates the ports that the images of modules demand.
// database: The node's database, opened by a caller that installs many images; null to open it for each.
internal sealed class Installer(Node node, PortsDatabase? database = null)
{
    public InstallResult Install(
        ModuleName module,
        ModuleImage image,
        string? environmentFile,
        bool reset = false,
        FixedPorts fixedPorts = default) =>
        Install(new InstallRequest(module, image, environmentFile, reset, FixedPorts: fixedPorts));

    // Changes nothing when the module is up to date.
    public InstallResult Install(InstallRequest request)
    {
        var labels = Installation.ReadLabels(node, request);
        using var opened = database is null ? node.Open(toRead: false, request.EnvironmentFile) : null;
        return ModuleSession.Run(node, database ?? opened!, request.Module, session =>
        {
            var installation = new Installation(node, session, request, labels);
            var plan = session.Commit(
                installation.Record,
                ports => installation.Decide(ports, node.PlannerFor(session.Database)));
            return installation.Result(plan);
        });
    }
}
