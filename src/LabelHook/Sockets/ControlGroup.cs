using System.Buffers;
using System.Globalization;

namespace LabelHook.Sockets;

// What the control group of a process tells about it. The default value tells nothing.
// Unit: The systemd unit, as in sshd.service; null when it is in none.
// UnitUser: The user whose own systemd runs the unit; null when it is the host's.
// Container: The container's full ID, of podman or docker; null when it is in none.
internal readonly record struct ControlGroup(string? Unit, uint? UnitUser, string? Container)
{
    // Digits of a container's ID.
    private const int IdLength = 64;

    private const string Manager = "user@";
    private const string Service = ".service";
    private const string Scope = ".scope";

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    // Reads /proc/PID/cgroup: lines of number:controllers:path, in both versions of control groups; cgroups(7).
    public static ControlGroup Parse(string text)
    {
        var group = default(ControlGroup);
        foreach (var line in text.Split('\n'))
        {
            // Other hierarchies than systemd's may know the container, and none knows the unit better.
            if (line.Split(':', 3) is not [_, _, ['/', ..] path])
                continue;
            var found = OfPath(path);
            group = new ControlGroup(group.Unit ?? found.Unit, group.Unit is null ? found.UnitUser : group.UnitUser, group.Container ?? found.Container);
        }

        return group;
    }

    private static ControlGroup OfPath(string path)
    {
        string? service = null, scope = null, container = null;
        uint? user = null;
        foreach (var part in path.Split('/'))
        {
            if (Id(part) is { } id)
                container = id;
            else if (part.StartsWith(Manager, StringComparison.Ordinal) && part.EndsWith(Service, StringComparison.Ordinal)
                && uint.TryParse(part.AsSpan(Manager.Length, part.Length - Manager.Length - Service.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var manager))
                (user, service) = (manager, part);
            else if (part.EndsWith(Service, StringComparison.Ordinal))
                service = part;
            else if (part.EndsWith(Scope, StringComparison.Ordinal))
                scope = part;
        }

        // The manager itself is a unit of the host's.
        var isManager = service is not null && service.StartsWith(Manager, StringComparison.Ordinal);
        return isManager && scope is not null
            ? new ControlGroup(scope, user, container)
            : new ControlGroup(service ?? scope, isManager ? null : user, container);
    }

    // As in libpod-ID.scope, libpod-conmon-ID.scope, libpod-payload-ID, docker-ID.scope, and /docker/ID.
    private static string? Id(string part)
    {
        var name = part.AsSpan();
        if (name.EndsWith(Scope, StringComparison.Ordinal))
            name = name[..^Scope.Length];
        if (name.Length < IdLength || (name.Length > IdLength && name[^(IdLength + 1)] != '-'))
            return null;
        var id = name[^IdLength..];
        return id.ContainsAnyExcept(Digits) ? null : id.ToString();
    }
}
