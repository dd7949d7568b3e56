using LabelHook.Sockets;

namespace LabelHook.Cli.Json;

// UnitUser: The user of a unit in a user's systemd; null for a unit of the host.
internal sealed record ProcessDocument(int Pid, string? Program, string? Unit, uint? UnitUser, string? Container)
{
    public static ProcessDocument From(SocketOwner owner) => new(
        owner.ProcessId,
        JsonText.KnownOrNull(owner.Program),
        owner.Group.Unit,
        owner.Group.UnitUser,
        owner.Group.Container);
}
