using System.Buffers;
using System.Globalization;

namespace LabelHook.Sockets;

// The systemd unit and the container of a process, from its control group. Unknown in the default value.
// Unit: The systemd unit, such as sshd.service; null if there is none.
// UnitUser: The user of a unit in a user's systemd; null for a unit of the host.
// Container: The full ID of a podman or docker container; null if there is none.
internal readonly record struct ControlGroup(string? Unit, uint? UnitUser, string? Container)
{
    // Length of a container's ID.
    private const int IdLength = 64;

    private const string Manager = "user@";
    private const string Service = ".service";
    private const string Scope = ".scope";

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    // Parses /proc/PID/cgroup, in both versions of control groups: lines of NUMBER:CONTROLLERS:PATH; cgroups(7).
    public static ControlGroup Parse(string text)
    {
        var group = default(ControlGroup);
        foreach (var line in text.Split('\n'))
        {
            // In version 1, only systemd's hierarchy has the unit, but any may have the container.
            if (line.Split(':', 3) is not [_, _, ['/', ..] path])
                continue;
            var found = ParsePath(path);
            group = (group.Unit is null ? found : group) with { Container = group.Container ?? found.Container };
        }

        return group;
    }

    private static ControlGroup ParsePath(string path)
    {
        string? service = null, scope = null, container = null;
        uint? user = null;
        foreach (var part in path.Split('/'))
        {
            if (Id(part) is { } id)
                container = id;
            else if (ManagerUser(part) is { } owner)
                (user, service) = (owner, part);
            else if (part.EndsWith(Service, StringComparison.Ordinal))
                service = part;
            else if (part.EndsWith(Scope, StringComparison.Ordinal))
                scope = part;
        }

        // user@UID.service itself is a unit of the host.
        var isManager = service is not null && service.StartsWith(Manager, StringComparison.Ordinal);
        return isManager && scope is not null
            ? new ControlGroup(scope, user, container)
            : new ControlGroup(service ?? scope, isManager ? null : user, container);
    }

    // Returns: the UID in user@UID.service; null for other names.
    private static uint? ManagerUser(string part)
    {
        if (!part.StartsWith(Manager, StringComparison.Ordinal) || !part.EndsWith(Service, StringComparison.Ordinal))
            return null;
        var text = part.AsSpan(Manager.Length, part.Length - Manager.Length - Service.Length);
        return uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var user) ? user : null;
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
