using LabelHook.Sockets;

namespace LabelHook.Tests.Sockets;

public static class ControlGroupTests
{
    private const string Id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("0::/system.slice/sshd.service", "sshd.service", null, null)]
    [InlineData("0::/system.slice/system-getty.slice/getty@tty1.service", "getty@tty1.service", null, null)]
    [InlineData("0::/user.slice/user-1000.slice/session-3.scope", "session-3.scope", null, null)]
    [InlineData(
        "0::/user.slice/user-1000.slice/user@1000.service/app.slice/traefik.service", "traefik.service", "1000", null)]
    [InlineData("0::/user.slice/user-1000.slice/user@1000.service/init.scope", "init.scope", "1000", null)]
    [InlineData("0::/user.slice/user-1000.slice/user@1000.service", "user@1000.service", null, null)]
    [InlineData($"0::/machine.slice/libpod-{Id}.scope", null, null, Id)]
    [InlineData($"0::/machine.slice/libpod-{Id}.scope/container", null, null, Id)]
    [InlineData($"0::/machine.slice/libpod-conmon-{Id}.scope", null, null, Id)]
    [InlineData($"0::/system.slice/web.service/libpod-payload-{Id}", "web.service", null, Id)]
    [InlineData(
        $"0::/user.slice/user-7.slice/user@7.service/app.slice/web.service/libpod-payload-{Id}",
        "web.service",
        "7",
        Id)]
    [InlineData($"0::/user.slice/user-7.slice/user@7.service/user.slice/libpod-{Id}.scope", "user@7.service", null, Id)]
    [InlineData($"0::/system.slice/docker-{Id}.scope", null, null, Id)]
    [InlineData(
        $"12:cpu:/docker/{Id}\n1:name=systemd:/docker/{Id}\n0::/system.slice/containerd.service",
        "containerd.service",
        null,
        Id)]
    [InlineData(
        "9:pids:/\n8:memory:/system.slice\n1:name=systemd:/system.slice/cron.service\n0::/system.slice/cron.service",
        "cron.service",
        null,
        null)]
    [InlineData("0::/", null, null, null)]
    [InlineData("", null, null, null)]
    [InlineData("nonsense\n::::\n0:/x.service", null, null, null)]
    [InlineData($"0::/x{Id}.scope", $"x{Id}.scope", null, null)]
    [InlineData("0::/user@99999999999.service/a.service", "a.service", null, null)]
    [InlineData("0::/user@.service", "user@.service", null, null)]
    public static void The_path_contains_unit_and_container(string text, string? unit, string? user, string? container)
    {
        var group = ControlGroup.Parse(text + "\n");

        Assert.Equal((unit, user, container), (group.Unit, group.UnitUser?.ToString(), group.Container));
    }
}
