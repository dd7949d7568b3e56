using System.Globalization;
using System.Text;
using LabelHook.Host;
using LabelHook.Sockets;

namespace LabelHook.Checks;

// What a check looks at besides the registry and the environment files.
// root: Where the host's file system is.
internal sealed class Surroundings(string root = "/")
{
    private readonly Dictionary<string, (uint Id, string Home)> _users = Users(Path.Join(root, "etc/passwd"));

    public KernelPorts Kernel { get; } = KernelPorts.Read(Path.Join(root, "proc/sys/net/ipv4"));

    // The blocks that the drop-in reserves which a check proposes; none where it is not there.
    public IReadOnlyList<PortRange> DropIn { get; } = SysctlDropIn.Read(Path.Join(root, SysctlDropIn.Path));

    // The number and the home folder of a user; null when there is none of that name.
    public (uint Id, string Home)? User(string name) => _users.TryGetValue(name, out var user) ? user : null;

    // Whether NS8 has a folder of a module that has no user of its own.
    public bool HasNs8Folder(string module) => ModuleName.TryParse(module, out _, out _) && Directory.Exists(Path.Join(root, "var/lib/nethserver", module));

    // The sockets as they are at this moment.
    public IReadOnlyList<HostSocket> Sockets(Protocol protocol) =>
        [.. new SocketTable(root == "/" ? null : Path.Join(root, "proc/net")).Read(protocol)];

    public IReadOnlyDictionary<ulong, IReadOnlyList<SocketOwner>> Owners(IEnumerable<HostSocket> sockets) => new SocketOwners(Path.Join(root, "proc")).Find(sockets);

    // The variables that a process was started with; none when nobody lets us look.
    public IReadOnlyList<string> Variables(int process)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(Path.Join(root, "proc", process.ToString(), "environ"))).Split('\0');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // modules: Modules whose users may have units of their own.
    public IReadOnlyList<UnitLine> Units(IEnumerable<string> modules) =>
        [.. UnitFolder.OfHost(root).Concat(modules.Select(User).OfType<(uint, string Home)>().SelectMany(user => UnitFolder.OfUser(user.Home))).SelectMany(folder => folder.Lines())];

    // passwd(5): name, password, number, group, comment, home folder, shell.
    private static Dictionary<string, (uint, string)> Users(string path)
    {
        var users = new Dictionary<string, (uint, string)>(StringComparer.Ordinal);
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            if (line.Split(':') is [var name, _, var number, _, _, var home, ..] && uint.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                users.TryAdd(name, (id, home));
        }

        return users;
    }
}
