namespace LabelHook.Sockets;

/// <summary>A process that has a socket open.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="Program">Its name, up to 15 bytes of anything; empty when it cannot be read.</param>
/// <param name="Group">Its unit and container.</param>
internal sealed record SocketOwner(int ProcessId, string Program, ControlGroup Group);
