using LabelHook.Database;
using LabelHook.Sockets;

namespace LabelHook.Checks;

// Whether other programs use the ports of modules. This is a guess: nothing on a host says which process belongs to
// which module.
internal static class SocketChecks
{
    public static IEnumerable<Finding> Find(CheckContext context)
    {
        var used = context.Blocks.Where(held => context.Exists(held.Row.Module))
            .SelectMany(held => SocketsIn(context, held.Protocol, held.Row))
            .ToList();
        if (used.Count == 0)
            return [];
        var owners = context.Host.Owners(used.Select(pair => pair.Socket));
        return used
            .Select(pair => Judge(context, pair.Module, pair.Socket, owners.GetValueOrDefault(pair.Socket.Inode)))
            .OfType<Finding>()
            .DistinctBy(finding => finding.Message);
    }

    private static IEnumerable<(string Module, HostSocket Socket)> SocketsIn(
        CheckContext context, Protocol protocol, AllocationRow row)
    {
        foreach (var socket in context.Host.SocketsIn(protocol, row.Ports))
        {
            var hasProcess = socket.State != SocketState.TimeWait && socket.Inode != 0;
            if (hasProcess)
                yield return (row.Module, socket);
        }
    }

    private static Finding? Judge(
        CheckContext context, string module, HostSocket socket, IReadOnlyList<SocketOwner>? owners)
    {
        if (context.Host.User(module) is { } user && user.Id == socket.User)
            return null;
        if (owners is null)
            return FindingTexts.PortInUseByUnknown(module, socket);
        var matcher = new ProcessMatcher(context, module);
        return owners.Any(matcher.MayBelong) ? null : FindingTexts.PortInUseByOther(module, socket, owners[0]);
    }
}
