using LabelHook.Database;
using LabelHook.Nodes;
using LabelHook.Sockets;

namespace LabelHook.Checks;

// What needs a module's ports or its environment file at this moment.
internal sealed class ModuleUse(Node node, Func<Surroundings> host)
{
    // How many open ports are named in a sentence; arbitrary.
    private const int MaxPorts = 8;

    // Throws: something does, and would be left with ports that others may be given.
    public void Refuse(ModuleName module)
    {
        using var database = node.Open(toRead: true);
        try
        {
            var surroundings = host();
            var sockets = ProtocolName.All.Select(protocol => Sockets(surroundings, protocol, database.HeldBy(protocol, module.ToString())));
            List<string> uses = [.. sockets.OfType<string>(), .. Units(surroundings, module, database.Module(module)?.EnvironmentFile)];
            if (uses.Count > 0)
                throw new LabelHookException(CheckProblems.ModuleInUse(module, uses));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LabelHookException(CheckProblems.UseUnknown(module, error.Message), error);
        }
    }

    private static string? Sockets(Surroundings host, Protocol protocol, List<AllocationRow> held)
    {
        if (held.Count == 0)
            return null;
        var listening = host.Sockets(protocol).Where(socket => socket.State is SocketState.Listening or SocketState.Bound);
        SortedSet<int> ports = [.. listening.Select(socket => socket.Port).Where(port => held.Exists(row => row.Ports.Contains(port)))];
        return ports.Count switch
        {
            0 => null,
            1 => $"{protocol.Lower()} port {ports.Min} is open",
            > MaxPorts => $"{protocol.Lower()} ports {string.Join(", ", ports.Take(MaxPorts))} and {ports.Count - MaxPorts} more are open",
            _ => $"{protocol.Lower()} ports {string.Join(", ", ports)} are open",
        };
    }

    // path: The module's environment file; null: it has none.
    private static IEnumerable<string> Units(Surroundings host, ModuleName module, string? path) => path is null
        ? []
        : host.Units([module.ToString()]).Where(line => line.Names(path, module.ToString())).Select(line => $"{line.Unit} loads {path}").Distinct(StringComparer.Ordinal);
}
