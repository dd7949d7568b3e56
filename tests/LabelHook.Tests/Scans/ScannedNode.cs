using LabelHook.Images;
using LabelHook.Modules;
using LabelHook.Nodes;
using LabelHook.Scans;
using LabelHook.Tests.Nodes;

namespace LabelHook.Tests.Scans;

// A node and the store that it scans.
internal sealed class ScannedNode : IDisposable
{
    private readonly TestNode _node = new()
    {
        Settings = new NodeSettings { AvoidInUse = false, Band = PortBand.Create(20001, 20020) },
    };

    public ImageStore Store { get; } = new();

    public NodeSettings Settings
    {
        get => _node.Settings;
        set => _node.Settings = value;
    }

    public Node Node => _node.Node;

    public TemporaryFolder Folder => _node.Folder;

    public string Database => _node.Database;

    // All modules, such as "mail1 20001-20002 ghcr.io/nethserver/mail:1.0, web1 20003 localhost/web:latest".
    public string Modules
    {
        get
        {
            var modules =
                from module in _node.ModuleList.Read(null, out _)
                let ports = string.Join('+', module.Blocks.Select(block => block.Ports))
                select $"{module.Module} {ports} {module.Record?.Image}";
            return string.Join(", ", modules);
        }
    }

    public string EnvironmentFile(string module) => _node.EnvironmentFile(module);

    public ScanResult Scan(bool untilStable = false) =>
        new Scan(Node, Store).Run(untilStable, TestContext.Current.CancellationToken);

    public InstallResult Install(string module, ModuleImage image) =>
        _node.Installer.Install(ModuleName.Parse(module), image, null);

    public void Remove(string module) => _node.Remover.Remove(ModuleName.Parse(module));

    public void Dispose() => _node.Dispose();
}
