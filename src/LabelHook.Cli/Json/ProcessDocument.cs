using LabelHook.Sockets;

namespace LabelHook.Cli.Json;

// UnitUser: The user whose own systemd runs the unit; null when it is the host's.
internal sealed record ProcessDocument(int Pid, string Program, string? Unit, uint? UnitUser, string? Container)
{
    public static ProcessDocument Of(SocketOwner owner) => new(owner.ProcessId, owner.Program, owner.Group.Unit, owner.Group.UnitUser, owner.Group.Container);
}
