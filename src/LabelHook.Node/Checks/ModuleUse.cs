using LabelHook.Database;
using LabelHook.Host;
using LabelHook.Sockets;

namespace LabelHook.Checks;

// Whether a module's ports or its environment file are in use.
internal sealed class ModuleUse(HostState host)
{
    // How many open ports a sentence names; arbitrary.
    private const int MaxPorts = 8;

    // Throws: they are in use; the ports would be allocated to another module while this one still runs.
    public void RefuseIfInUse(PortsDatabase database, ModuleName module)
    {
        try
        {
            List<string> uses =
            [
                .. ProtocolName.All.Select(protocol => OpenPorts(database, protocol, module)).OfType<string>(),
                .. Units(module, database.Module(module)?.EnvironmentFile),
            ];
            if (uses.Count > 0)
                throw new LabelHookException(CheckProblems.ModuleInUse(module, uses));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LabelHookException(CheckProblems.UseUnknown(module, error.Message), error);
        }
    }

    private string? OpenPorts(PortsDatabase database, Protocol protocol, ModuleName module)
    {
        var rows = database.AllocationsOf(protocol, module.ToString());
        if (rows.Count == 0)
            return null;
        var bound = host.Sockets(protocol)
            .Where(socket => socket.State is SocketState.Listening or SocketState.Bound)
            .Select(socket => socket.Port);
        SortedSet<int> ports = [.. bound.Where(port => rows.Exists(row => row.Ports.Contains(port)))];
        var name = protocol.Lower();
        return ports.Count switch
        {
            0 => null,
            1 => $"{name} port {ports.Min} is open",
            <= MaxPorts => $"{name} ports {string.Join(", ", ports)} are open",
            _ => $"{name} ports {string.Join(", ", ports.Take(MaxPorts))} and {ports.Count - MaxPorts} more are open",
        };
    }

    // environmentFile: The module's environment file; null when it has none.
    private IEnumerable<string> Units(ModuleName module, string? environmentFile)
    {
        if (environmentFile is null)
            return [];
        return host.Units([module.ToString()])
            .Where(line => line.Loads(environmentFile, module.ToString()))
            .Select(line => $"{line.Unit} loads {environmentFile}")
            .Distinct(StringComparer.Ordinal);
    }
}
