using System.Net;

namespace LabelHook.Sockets;

// Sockets that differ only in their peers, reported together: a server may have a thousand connections.
// Address: The local address.
// User: The user ID of their creator.
// Count: The number of sockets.
// Owners: The processes that have them open, if visible.
// IsHidden: Whether such processes exist, but none is visible.
internal sealed record SocketGroup(
    IPAddress Address, SocketState State, uint User, int Count, IReadOnlyList<SocketOwner> Owners, bool IsHidden)
{
    // Listening sockets come first.
    public static IReadOnlyList<SocketGroup> GroupAlike(
        IEnumerable<HostSocket> sockets, IReadOnlyDictionary<ulong, IReadOnlyList<SocketOwner>> owners)
    {
        var groups = sockets
            .GroupBy(socket =>
                (socket.Address, socket.State, socket.User, IsOpen: socket.Inode != 0, Processes: Processes(socket)))
            .OrderBy(group => group.Key.State)
            .ThenBy(group => group.Key.Address.AddressFamily)
            .ThenBy(group => group.Key.Address.ToString(), StringComparer.Ordinal)
            .ThenBy(group => group.Key.Processes, StringComparer.Ordinal);
        return [.. groups.Select(group =>
        {
            var (address, state, user, isOpen, processes) = group.Key;
            var isHidden = isOpen && processes.Length == 0;
            return new SocketGroup(address, state, user, group.Count(), Owners(group.First()), isHidden);
        })];

        string Processes(HostSocket socket) => string.Join(' ', Owners(socket).Select(owner => owner.ProcessId));

        IReadOnlyList<SocketOwner> Owners(HostSocket socket) => owners.GetValueOrDefault(socket.Inode) ?? [];
    }
}
