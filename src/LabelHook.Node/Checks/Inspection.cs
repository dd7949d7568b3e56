using LabelHook.Database;
using LabelHook.Nodes;

namespace LabelHook.Checks;

// The registry at one moment, beside the host: what every check looks at.
internal sealed class Inspection
{
    // What NS8 appends to the name of a module while it copies the module's data; ns8-core, clone-module.
    public const string HelperSuffix = "_rsync";

    private readonly Dictionary<Protocol, IReadOnlySet<int>> _open;
    private readonly HashSet<string> _named;

    private Inspection(Node node, Surroundings host, PortsDatabase database)
    {
        Node = node;
        Host = host;
        Records = database.Modules().ToDictionary(record => record.Module, StringComparer.Ordinal);
        Rows = [.. ProtocolName.All.SelectMany(protocol => database.Held(protocol).Select(row => (protocol, row)))];
        Odd = [.. ProtocolName.All.SelectMany(protocol => database.Rows(protocol).Where(row => !row.IsInOrder).Select(row => (protocol, row)))];
        Refused = database.RefusedImages();
        Holdings = Records.Keys.Where(name => ModuleName.TryParse(name, out _, out _))
            .ToDictionary(name => name, name => ModulePorts.Read(database, ModuleName.Parse(name)), StringComparer.Ordinal);
        Files = [.. node.EnvironmentFiles()];
        _named = [.. Files.Select(file => file.Module.ToString())];
        _open = ProtocolName.All.ToDictionary(protocol => protocol, protocol => (IReadOnlySet<int>)host.Sockets(protocol).Select(socket => socket.Port).ToHashSet());
    }

    public Node Node { get; }

    public Surroundings Host { get; }

    public IReadOnlyDictionary<string, ModuleRecord> Records { get; }

    // What each recorded module holds.
    public IReadOnlyDictionary<string, ModulePorts> Holdings { get; }

    public IReadOnlyList<(Protocol Protocol, AllocationRow Row)> Rows { get; }

    // The rows of modules and their like, without the administrator's reservations.
    public IEnumerable<(Protocol Protocol, AllocationRow Row)> Blocks => Rows.Where(held => Reservation.Reason(held.Row.Module) is null);

    // Rows that the triggers would not let in.
    public IReadOnlyList<(Protocol Protocol, RawRow Row)> Odd { get; }

    // The environment files in the configured places.
    public IReadOnlyList<(ModuleName Module, string Path)> Files { get; }

    // Images that a scan refused, and why.
    public IReadOnlyList<(string Reference, string Problem)> Refused { get; }

    public static Inspection Of(Node node, Surroundings host)
    {
        using var database = node.Open(toRead: true);
        return new Inspection(node, host, database);
    }

    // Whether anything but its ports says that a module exists. On a node of NS8 a record without an environment file
    // does not: NS8's core may fail to add the module after its ports are held, and a forced removal leaves them.
    public bool IsThere(string module) =>
        (Records.TryGetValue(module, out var record) && (record.EnvironmentFile is not null || !Node.IsInHome)) || _named.Contains(module) || (Node.IsInHome && Host.User(module) is not null) || Host.HasNs8Folder(module);

    // Whether rows of NS8's are for the copying of a module.
    public bool IsHelper(string owner) => owner.EndsWith(HelperSuffix, StringComparison.Ordinal) && owner.Length > HelperSuffix.Length && !IsThere(owner);

    public bool IsOpen(Protocol protocol, PortRange ports) => _open[protocol].Any(ports.Contains);
}
