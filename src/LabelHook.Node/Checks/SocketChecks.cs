using LabelHook.Host;
using LabelHook.Sockets;

namespace LabelHook.Checks;

// Whether sockets in the blocks of modules are the modules' own. It is a guess: nothing on a host says which process is
// which module's.
internal static class SocketChecks
{
    public static IEnumerable<Finding> Find(Inspection look)
    {
        var found = (
            from held in look.Blocks
            where look.IsThere(held.Row.Module)
            join socket in ProtocolName.All.SelectMany(look.Host.Sockets) on held.Protocol equals socket.Protocol
            where socket.State != SocketState.TimeWait && socket.Inode != 0 && held.Row.Ports.Contains(socket.Port)
            select (held.Row, Socket: socket)).ToList();
        if (found.Count == 0)
            return [];
        var owners = look.Host.Owners(found.Select(pair => pair.Socket));
        var units = look.Host.Units(look.Records.Keys);
        return found.Select(pair => Judge(look, units, pair.Row.Module, pair.Socket, owners.GetValueOrDefault(pair.Socket.Inode))).OfType<Finding>().DistinctBy(finding => finding.Message);
    }

    private static Finding? Judge(Inspection look, IReadOnlyList<UnitLine> units, string module, HostSocket socket, IReadOnlyList<SocketOwner>? owners)
    {
        if (look.Host.User(module) is { } user && user.Id == socket.User)
            return null;
        if (owners is null)
            return Verdicts.NotSeen(module, socket);
        var signs = new ModuleSigns(look, units, module);
        return owners.Any(signs.Show) ? null : Verdicts.Squatter(module, socket, owners[0]);
    }
}
