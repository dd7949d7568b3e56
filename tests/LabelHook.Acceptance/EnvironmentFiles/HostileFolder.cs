using LabelHook.Acceptance.Nodes;

namespace LabelHook.Acceptance.EnvironmentFiles;

// A folder that the user of a module has prepared against root, or that is otherwise unusable.
// Script: creates it, run in the home of the user.
// File: the environment file for the program.
// Named: the part of the path that the message must name.
// ByRoot: whether only root can create it.
public sealed record HostileFolder(
    string Script, string File = "environment", string Named = "environment", bool ByRoot = false)
{
    private const string Lock = ".environment.lock";

    // NS8 leaves this lock in every home. If it is missing, a rejected command may create it, and these tests check
    // everything else.
    private const string WithLock = ": >.environment.lock; ";

    public static readonly IReadOnlyDictionary<string, HostileFolder> All =
        new Dictionary<string, HostileFolder>(StringComparer.Ordinal)
        {
            ["the file is a directory"] = new(WithLock + "mkdir environment"),
            ["the file is a link to root's file"] = new(WithLock + "ln -s ../etc/environment environment"),
            ["the file is a link to a file of its own"] = new(WithLock + "echo A=1 >other; ln -s other environment"),
            ["the file is a link to nothing"] = new(WithLock + "ln -s ../etc/nothing environment"),
            ["the file is a FIFO"] = new(WithLock + "mkfifo environment"),
            ["the file is a socket"] = new(
                WithLock + "python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"environment\")'"),
            ["the file has a second name"] = new(WithLock + "echo A=1 >other; ln other environment"),
            ["the file belongs to a third user"] = new(
                $"{WithLock} echo A=1 >environment; chown {SharedNode.ModuleUser} .environment.lock; chown "
                + $"{SharedNode.ThirdUser} environment",
                ByRoot: true),
            ["the lock is a link to root's file"] = new("ln -s ../etc/environment .environment.lock", Named: Lock),
            ["the lock is a link to nothing"] = new("ln -s ../etc/nothing .environment.lock", Named: Lock),
            ["the lock is a FIFO"] = new("mkfifo .environment.lock", Named: Lock),
            ["the lock is a directory"] = new("mkdir .environment.lock", Named: Lock),
            ["the folder is a link to root's folder"] = new("ln -s ../etc state", "state/environment", "state"),
            ["a folder above it is a link to root's folder"] = new(
                "mkdir a; ln -s ../.. a/up", "a/up/etc/environment", "a/up"),
            ["the folder is missing"] = new("", "missing/environment", "missing"),
            ["the folder is a file"] = new(": >folder", "folder/environment", "folder"),
            ["lines end with CR LF"] = new(WithLock + @"printf 'A=1\r\nB=2\r\n' >environment"),
            ["it begins with a byte order mark"] = new(WithLock + @"printf '\357\273\277A=1\n' >environment"),
            ["it is not UTF-8"] = new(WithLock + @"printf 'A=\377\n' >environment"),
            ["it holds a NUL"] = new(WithLock + @"printf 'A=1\000\nB=2\n' >environment"),
            ["a quote is not closed"] = new(WithLock + """printf 'A="x\nB=2\n' >environment"""),
            ["a line ends with a backslash"] = new(WithLock + @"printf 'A=x\\\nB=2\n' >environment"),
            ["a line is 70 kB long"] = new(WithLock + @"printf 'A=%070000d\n' 1 >environment"),
            ["a port variable is exported"] = new(WithLock + @"printf 'export TCP_PORT=1\n' >environment"),
        };
}
