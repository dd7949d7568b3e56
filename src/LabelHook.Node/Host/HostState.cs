using System.Text;
using LabelHook.Sockets;

namespace LabelHook.Host;

// A snapshot of the host: users, sockets, units and kernel settings, each read once, when it is first needed.
// root: The root of the host's file system.
// accounts: The users if they have already been read; null to read them below the root.
internal sealed class HostState(string root = "/", UserAccounts? accounts = null)
{
    private readonly Lazy<Dictionary<string, UserAccount>> _users = new(() =>
        (accounts ?? new UserAccounts(Path.Join(root, "etc/passwd"))).All
            .ToDictionary(user => user.Name, StringComparer.Ordinal));

    private readonly Dictionary<Protocol, IReadOnlyList<HostSocket>> _sockets = [];
    private readonly Dictionary<Protocol, ILookup<int, (int Index, HostSocket Socket)>> _socketsByPort = [];
    private readonly Dictionary<int, IReadOnlyList<string>> _variables = [];
    private readonly Dictionary<string, IReadOnlyList<UnitLine>> _userUnits = new(StringComparer.Ordinal);

    private readonly Lazy<KernelPorts> _kernel = new(() => KernelPorts.Read(Path.Join(root, "proc/sys/net/ipv4")));

    private readonly Lazy<IReadOnlyList<PortRange>> _dropIn =
        new(() => SysctlDropIn.Read(Path.Join(root, SysctlDropIn.Path)));

    private readonly Lazy<IReadOnlyList<UnitLine>> _hostUnits =
        new(() => [.. UnitFolder.OfHost(root).SelectMany(folder => folder.Lines())]);

    private readonly Lazy<IReadOnlyList<UnitLine>> _allUsersUnits =
        new(() => [.. UnitFolder.OfAllUsers(root).SelectMany(folder => folder.Lines())]);

    public KernelPorts Kernel => _kernel.Value;

    // The blocks that the proposed drop-in reserves; none when it does not exist.
    public IReadOnlyList<PortRange> DropIn => _dropIn.Value;

    // Returns: null when the user does not exist.
    public UserAccount? User(string name) => _users.Value.GetValueOrDefault(name);

    // Whether NS8 has a folder of a module without a user of its own.
    public bool HasNs8Folder(string module) =>
        ModuleName.TryParse(module, out _, out _) && Directory.Exists(Path.Join(root, "var/lib/nethserver", module));

    public IReadOnlyList<HostSocket> Sockets(Protocol protocol)
    {
        if (!_sockets.TryGetValue(protocol, out var sockets))
        {
            var table = new SocketTable(root == "/" ? null : Path.Join(root, "proc/net"));
            _sockets[protocol] = sockets = [.. table.Read(protocol)];
        }

        return sockets;
    }

    // The sockets that use these ports, in the order of Sockets.
    public IEnumerable<HostSocket> SocketsIn(Protocol protocol, PortRange ports)
    {
        if (!_socketsByPort.TryGetValue(protocol, out var sockets))
            _socketsByPort[protocol] = sockets = Sockets(protocol).Index().ToLookup(found => found.Item.Port);
        return Enumerable.Range(ports.Start, ports.Count)
            .SelectMany(port => sockets[port])
            .OrderBy(found => found.Index)
            .Select(found => found.Socket);
    }

    public bool IsOpen(Protocol protocol, PortRange ports) => SocketsIn(protocol, ports).Any();

    public IReadOnlyDictionary<ulong, IReadOnlyList<SocketOwner>> Owners(IEnumerable<HostSocket> sockets) =>
        new SocketOwners(Path.Join(root, "proc")).Find(sockets);

    // Returns: the environment that a process was started with; empty if it cannot be read.
    public IReadOnlyList<string> Variables(int process)
    {
        if (!_variables.TryGetValue(process, out var variables))
            _variables[process] = variables = ReadVariables(process);
        return variables;
    }

    // The units of the host, and of the user systemd of root and the modules' users.
    public IReadOnlyList<UnitLine> Units(IEnumerable<string> modules)
    {
        var users = modules.Select(User).OfType<UserAccount>().ToList();
        var ofUsers = users.SelectMany(UserUnits);
        var homes = users.Select(user => user.Home).Prepend("/root").Distinct(StringComparer.Ordinal);
        var ofAllUsers = homes.SelectMany(home => _allUsersUnits.Value.Select(line => line with { Home = home }));
        return [.. _hostUnits.Value, .. ofUsers, .. ofAllUsers];
    }

    private IReadOnlyList<UnitLine> UserUnits(UserAccount user)
    {
        if (!_userUnits.TryGetValue(user.Name, out var lines))
            _userUnits[user.Name] = lines = [.. UnitFolder.OfUser(root, user).SelectMany(folder => folder.Lines())];
        return lines;
    }

    private string[] ReadVariables(int process)
    {
        try
        {
            var bytes = File.ReadAllBytes(Path.Join(root, "proc", process.ToString(), "environ"));
            return Encoding.UTF8.GetString(bytes).Split('\0');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
