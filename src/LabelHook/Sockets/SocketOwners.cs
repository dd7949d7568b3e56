using System.Globalization;
using System.Text;
using LabelHook.Linux;

namespace LabelHook.Sockets;

// Finds the processes that have sockets open; proc(5). A socket for which no process is found still has an owner,
// unless its inode is 0: processes start and end during the search, and only root sees the sockets of other users.
internal sealed class SocketOwners(string folder = "/proc")
{
    // Enough for socket:[18446744073709551615].
    private const int LongestLink = 64;

    // Returns: the processes by inode, lowest process ID first; no entry for a socket without a known process.
    public IReadOnlyDictionary<ulong, IReadOnlyList<SocketOwner>> Find(IEnumerable<HostSocket> sockets)
    {
        var wanted = sockets.Select(socket => socket.Inode).Where(inode => inode != 0).ToHashSet();
        var found = new Dictionary<ulong, List<SocketOwner>>();
        if (wanted.Count > 0)
        {
            foreach (var process in Processes())
            {
                var open = OpenSockets(process).Where(wanted.Contains).ToHashSet();
                if (open.Count == 0)
                    continue;
                var program = Read(process, "comm").TrimEnd('\n');
                var owner = new SocketOwner(process, program, ControlGroup.Parse(Read(process, "cgroup")));
                foreach (var inode in open)
                    (found.TryGetValue(inode, out var owners) ? owners : found[inode] = []).Add(owner);
            }
        }

        return found.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<SocketOwner>)pair.Value);
    }

    private IEnumerable<int> Processes() => Directory.EnumerateDirectories(folder)
        .Select(ProcessId)
        .Where(process => process > 0)
        .Order();

    private static int ProcessId(string path)
    {
        var name = Path.GetFileName(path.AsSpan());
        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var process) ? process : 0;
    }

    private List<ulong> OpenSockets(int process)
    {
        var inodes = new List<ulong>();
        try
        {
            foreach (var path in Directory.EnumerateFileSystemEntries(In(process, "fd")))
            {
                if (Inode(path) is { } inode)
                    inodes.Add(inode);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The process has ended, or belongs to another user.
        }

        return inodes;
    }

    private static ulong? Inode(string path)
    {
        const string Prefix = "socket:[";
        Span<byte> buffer = stackalloc byte[LongestLink];
        var length = (int)Libc.ReadLinkAt(Libc.CurrentFolder, path, buffer, buffer.Length);
        var link = length > 0 ? Encoding.ASCII.GetString(buffer[..length]) : "";
        if (!link.StartsWith(Prefix, StringComparison.Ordinal) || !link.EndsWith(']'))
            return null;
        var number = link.AsSpan(Prefix.Length..^1);
        return ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var inode) ? inode : null;
    }

    private string Read(int process, string name)
    {
        try
        {
            return File.ReadAllText(In(process, name));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private string In(int process, string name) => Path.Join(folder, process.ToString(), name);
}
