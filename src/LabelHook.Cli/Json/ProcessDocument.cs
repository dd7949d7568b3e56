using LabelHook.Sockets;

namespace LabelHook.Cli.Json;

// UnitUser: the user that runs the unit in a systemd of its own; null when the host's systemd runs it.
internal sealed record ProcessDocument(int Pid, string? Program, string? Unit, uint? UnitUser, string? Container)
{
    public static ProcessDocument From(SocketOwner owner) => new(
        owner.ProcessId,
        JsonText.KnownOrNull(owner.Program),
        owner.Group.Unit,
        owner.Group.UnitUser,
        owner.Group.Container);
}
