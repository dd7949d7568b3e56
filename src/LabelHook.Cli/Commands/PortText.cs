using System.Net.Sockets;
using LabelHook.Cli.Output;
using LabelHook.Database;
using LabelHook.Lookup;
using LabelHook.Sockets;

namespace LabelHook.Cli.Commands;

// Describes a port in lines of a subject and a phrase.
internal static class PortText
{
    // Most lines for sockets and for overlapping rows; arbitrary, so that the output fits on a screen.
    private const int MaxLines = 8;

    // Length of a container's ID in the output of podman and docker.
    private const int ShortId = 12;

    public static IEnumerable<string[]> Lines(PortStatus status, bool isRoot)
    {
        var elsewhere = status.Elsewhere.Take(MaxLines);
        return
        [
            .. Rows($"{status.Port}/{status.Protocol.Lower()}", status.Holders, "not allocated", Allocation),
            .. Images(status.Holders),
            .. elsewhere.Select(other => (string[])["elsewhere", Elsewhere(other.Database, other.Row)]),
            .. Rows("sockets", status.Sockets, "none", group => Socket(group, isRoot)),
            ["band", Band(status)],
            ["kernel", Kernel(status)],
            .. status.Service is { } service ? (IEnumerable<string[]>)[["service", service]] : [],
        ];
    }

    public static string[] PastLine(int port, PastOwner owner)
    {
        var name = $"{port}/{owner.Protocol.Lower()}";
        if (owner.Module is not { } module)
            return [name, "was not allocated"];
        var state = owner.Reserved is { } reason
            ? $"was reserved for {Wording.Shown(reason)}"
            : $"was allocated to {module}";
        return owner.Allocated is { } change
            ? [name, $"{state} since {Terminal.Time(change.Time)}, by {change.Command ?? "another program"}"]
            : [name, state];
    }

    private static IEnumerable<string[]> Rows<T>(
        string subject, IReadOnlyList<T> items, string none, Func<T, string> describe)
    {
        if (items.Count == 0)
            yield return [subject, none];
        foreach (var (index, item) in items.Take(MaxLines).Index())
            yield return [index == 0 ? subject : "", describe(item)];
        if (items.Count > MaxLines)
            yield return ["", $"and {items.Count - MaxLines} more, see --json"];
    }

    private static IEnumerable<string[]> Images(IEnumerable<PortOwner> owners) => owners
        .Select(owner => owner.Record?.Image)
        .OfType<string>()
        .Distinct(StringComparer.Ordinal)
        .Take(MaxLines)
        .Select(image => (string[])["image", image]);

    private static string Allocation(PortOwner owner)
    {
        var since = owner.Since is { } time ? $" since {Terminal.Time(time)}" : "";
        if (owner.Reserved is { } reason)
            return $"{owner.Ports} is reserved for {Wording.Shown(reason)}{since}";
        return $"{owner.Ports} is allocated to {owner.Module}{since}"
            + (owner.IsReleasing ? ", until its environment file no longer lists it" : "")
            + (owner.HelperOf is { } module ? $", NS8's helper that copies {module}" : "");
    }

    private static string Elsewhere(string database, AllocationRow row) =>
        $"{row.Ports} is allocated to {DatabaseProblems.Owner(row.Module)} in {database}";

    public static string Socket(SocketGroup group, bool isRoot)
    {
        var isV6 = group.Address.AddressFamily == AddressFamily.InterNetworkV6;
        var address = isV6 ? $"[{group.Address}]" : $"{group.Address}";
        var state = group.State switch
        {
            SocketState.Listening => "listening",
            SocketState.Bound => "bound, not listening",
            SocketState.Connected => "connected",
            _ => "in TIME_WAIT",
        };
        var count = group.Count == 1 ? "" : $" ({group.Count} sockets)";
        return $"{address} {state}{count}: {Owner(group, isRoot)}";
    }

    private static string Owner(SocketGroup group, bool isRoot)
    {
        if (group.IsHidden && isRoot)
            return "no visible process: it belongs to the kernel or another container";
        if (group.IsHidden)
            return $"a process of user {group.User}; run as root to see which";
        if (group.State == SocketState.TimeWait)
            return "closed, free again within a minute";
        if (group.Owners is not [var owner, ..])
            return "its process has ended";
        var (unit, user, container) = owner.Group;
        var program = owner.Program.Length == 0 ? "a process" : owner.Program;
        var others = group.Owners.Count == 1 ? "" : $" and {group.Owners.Count - 1} more";
        return $"{program} (pid {owner.ProcessId}{others})"
            + (unit is null ? "" : $", unit {unit}")
            + (unit is null || user is null ? "" : $" of user {user}")
            + (container is null ? "" : $", container {container[..ShortId]}");
    }

    private static string Band(PortStatus status)
    {
        var place = $"{(status.IsInBand ? "inside" : "outside")} {status.Band.Range}";
        if (status.IsExcluded)
            return $"{place}, excluded by the configuration: never allocated";
        if (status.IsInBand && status.IsUnleased)
            return $"{place}, not leased by this node: never allocated";
        return status.IsInBand ? place : $"{place}: never allocated";
    }

    private static string Kernel(PortStatus status)
    {
        var range = status.Kernel.Ephemeral;
        var isReserved = status.Kernel.IsReserved(status.Port);
        if (range.Count == 0)
            return "does not report its ephemeral range";
        return (range.Contains(status.Port), isReserved) switch
        {
            (false, false) => $"outside its ephemeral range {range}: not used for outgoing connections",
            (false, true) => $"outside its ephemeral range {range}: not used for outgoing connections, "
                + "and in ip_local_reserved_ports",
            (true, true) => $"inside its ephemeral range {range}, but in ip_local_reserved_ports: "
                + "not used for outgoing connections",
            (true, false) => $"inside its ephemeral range {range} and not in ip_local_reserved_ports: "
                + "may be used for outgoing connections",
        };
    }
}
