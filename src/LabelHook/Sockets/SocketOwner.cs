namespace LabelHook.Sockets;

// A process that has a socket open.
// Program: Its untrusted name, at most 15 bytes; empty if it cannot be read.
// Group: Its unit and container.
internal sealed record SocketOwner(int ProcessId, string Program, ControlGroup Group);
