using LabelHook.Database;
using LabelHook.Modules;
using LabelHook.Nodes;
using LabelHook.Tests.Images;

namespace LabelHook.Tests.Nodes;

// A node in a temporary folder, with all that changes or lists its modules.
internal sealed class TestNode(TimeSpan wait) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TestNode()
        : this(TimeSpan.FromSeconds(5))
    {
    }

    public NodeSettings Settings { get; set; } = new() { AvoidInUse = false };

    public Node Node => new(Settings, _folder["state"], wait);

    // Changes on it only show what they would do.
    public Node Preview => new(Settings, _folder["state"], wait, isPreview: true);

    public Installer Installer => new(Node);

    public Installer PreviewInstaller => new(Preview);

    public ModuleList ModuleList => new(Node);

    public PortRequests PortRequests => new(Node);

    public Remover Remover => new(Node);

    public Reservations Reservations => new(Node);

    public TemporaryFolder Folder => _folder;

    public string Database => _folder["state/ports.sqlite"];

    // All allocated blocks, such as "one:20001-20002/tcp two:20001/udp".
    public string Allocations
    {
        get
        {
            var blocks =
                from module in ModuleList.Read(null, out _)
                from block in module.Blocks
                select $"{module.Module}:{block.Ports}/{block.Protocol.Lower()}";
            return string.Join(' ', blocks);
        }
    }

    public string EnvironmentFile(string module) => _folder[$"state/modules/{module}/environment"];

    public string WriteEnvironment(string module, string text) =>
        _folder.Write($"state/modules/{module}/environment", text);

    public InstallResult Install(ModuleName module, int tcp, int udp = 0) =>
        Installer.Install(module, TestImage.With(tcp, udp), null);

    public IEnumerable<PortRange> Ports(ModuleName module, Protocol protocol) =>
        from listing in ModuleList.Read(module, out _)
        from block in listing.Blocks
        where block.Protocol == protocol
        select block.Ports;

    public void Execute(string statements)
    {
        using var file = SqliteFile.Open(Database, SqliteFile.Access.Change, TimeSpan.FromSeconds(1));
        file.Execute(statements);
    }

    // A database as NethServer 8 makes it, with rows that LabelHook would refuse.
    public static void MakeUpstreamDatabase(string path, string statements)
    {
        const string Tables = """
            CREATE TABLE TCP_PORTS (start INT NOT NULL, end INT NOT NULL, module CHAR(255) NOT NULL);
            CREATE TABLE UDP_PORTS (start INT NOT NULL, end INT NOT NULL, module CHAR(255) NOT NULL);
            """;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var upstream = SqliteFile.Open(path, SqliteFile.Access.Make, TimeSpan.FromSeconds(1));
        upstream.Execute(Tables + statements);
    }

    // The database, the environment file and its time: equal as long as nothing was written.
    public (string Database, string File, DateTime Written) Snapshot(string module)
    {
        var file = EnvironmentFile(module);
        return (
            Convert.ToHexString(File.ReadAllBytes(Database)), File.ReadAllText(file), File.GetLastWriteTimeUtc(file));
    }

    public void Dispose() => _folder.Dispose();
}
