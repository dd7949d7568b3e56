using System.Net;

namespace LabelHook.Sockets;

// Sockets of which the same is to be said: a server may have a thousand connections.
// Address: The host's side.
// State: What they do with the port.
// User: The number of the user who made them.
// Count: How many.
// Owners: The processes that have them open, as far as they can be seen.
// IsHidden: Whether there are such processes and none can be seen.
internal sealed record SocketGroup(IPAddress Address, SocketState State, uint User, int Count, IReadOnlyList<SocketOwner> Owners, bool IsHidden)
{
    // What listens stands first.
    public static IReadOnlyList<SocketGroup> GroupAlike(IEnumerable<HostSocket> sockets, IReadOnlyDictionary<ulong, IReadOnlyList<SocketOwner>> owners)
    {
        return
        [
            .. sockets.GroupBy(socket => (socket.Address, socket.State, socket.User, IsOpen: socket.Inode != 0, Processes: string.Join(' ', Owners(socket).Select(owner => owner.ProcessId))))
                .OrderBy(group => group.Key.State)
                .ThenBy(group => group.Key.Address.AddressFamily)
                .ThenBy(group => group.Key.Address.ToString(), StringComparer.Ordinal)
                .ThenBy(group => group.Key.Processes, StringComparer.Ordinal)
                .Select(group => new SocketGroup(group.Key.Address, group.Key.State, group.Key.User, group.Count(), Owners(group.First()), group.Key is { IsOpen: true, Processes: "" })),
        ];

        IReadOnlyList<SocketOwner> Owners(HostSocket socket) => owners.GetValueOrDefault(socket.Inode) ?? [];
    }
}
