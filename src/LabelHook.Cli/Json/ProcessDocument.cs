using LabelHook.Sockets;

namespace LabelHook.Cli.Json;

/// <param name="UnitUser">The user whose own systemd runs the unit; <see langword="null"/> when it is the host's.</param>
internal sealed record ProcessDocument(int Pid, string Program, string? Unit, uint? UnitUser, string? Container)
{
    public static ProcessDocument Of(SocketOwner owner) => new(owner.ProcessId, owner.Program, owner.Group.Unit, owner.Group.UnitUser, owner.Group.Container);
}
