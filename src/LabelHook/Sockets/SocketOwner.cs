namespace LabelHook.Sockets;

// A process that has a socket open.
// ProcessId: The process.
// Program: Its name, up to 15 bytes of anything; empty when it cannot be read.
// Group: Its unit and container.
internal sealed record SocketOwner(int ProcessId, string Program, ControlGroup Group);
