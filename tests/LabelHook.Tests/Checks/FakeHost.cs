using LabelHook.Host;

namespace LabelHook.Tests.Checks;

// A host's file system as far as a check looks at it.
internal sealed class FakeHost(TemporaryFolder folder)
{
    private const string Header =
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

    private string _tcp = Header;

    public string Root => folder["root"];

    public HostState State => new(Root);

    public string Unit(string path, string text) => folder.Write("root/" + path, text);

    public void User(string name, int number, string home) =>
        folder.Write("root/etc/passwd", $"root:x:0:0::/root:/bin/sh\n{name}:x:{number}:{number}::{home}:/bin/sh\n");

    public void Kernel(string range, string reserved)
    {
        folder.Write("root/proc/sys/net/ipv4/ip_local_port_range", range);
        folder.Write("root/proc/sys/net/ipv4/ip_local_reserved_ports", reserved);
    }

    // state: As in the kernel's tables: 0A listens, 01 is connected, 06 waits.
    public void Socket(int port, int inode, int user = 0, string state = "0A")
    {
        _tcp += $"   0: 0100007F:{port:X4} 00000000:0000 {state} 00000000:00000000 00:00000000 00000000 "
            + $"{user,5} 0 {inode} 1 0\n";
        folder.Write("root/proc/net/tcp", _tcp);
    }

    public void CloseSockets() => folder.Write("root/proc/net/tcp", _tcp = Header);

    public void Process(int number, string program, int inode, string group = "/", string variables = "")
    {
        folder.Write($"root/proc/{number}/comm", program + "\n");
        folder.Write($"root/proc/{number}/cgroup", $"0::{group}\n");
        folder.Write($"root/proc/{number}/environ", variables);
        Directory.CreateDirectory(folder[$"root/proc/{number}/fd"]);
        File.CreateSymbolicLink(folder[$"root/proc/{number}/fd/3"], $"socket:[{inode}]");
    }
}
