using System.Globalization;

namespace LabelHook.Ports;

/// <summary>
/// The ports that sockets of this host hold right now, over IPv4 and IPv6. Any state counts, since a connection and even its
/// TIME_WAIT keep others from listening on the port. It is advice at the moment of asking: nothing can promise a socket later.
/// </summary>
/// <param name="folder">Where tables as the kernel's are; <see langword="null"/>: the kernel is asked. https://docs.kernel.org/networking/proc_net_tcp.html.</param>
internal sealed class KernelSockets(string? folder = null)
{
    public SortedSet<int> OpenPorts(Protocol protocol) =>
        (folder is null && protocol == Protocol.Tcp ? SocketDiagnosis.TcpPorts() : null) ?? Tables(protocol, folder ?? "/proc/net");

    private static SortedSet<int> Tables(Protocol protocol, string folder)
    {
        var ports = new SortedSet<int>();
        foreach (var table in (string[])[protocol.Lower(), protocol.Lower() + "6"])
        {
            var path = Path.Join(folder, table);
            if (!File.Exists(path))
                continue; // a kernel without IPv6 has no such table
            foreach (var line in File.ReadLines(path).Skip(1))
            {
                // "  sl  local_address rem_address …": 0100007F:1F90 is 127.0.0.1 port 8080
                var local = line.AsSpan().TrimStart();
                local = local[(local.IndexOf(' ') + 1)..].TrimStart();
                local = local[..local.IndexOf(' ')];
                ports.Add(int.Parse(local[(local.LastIndexOf(':') + 1)..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            }
        }

        return ports;
    }
}
