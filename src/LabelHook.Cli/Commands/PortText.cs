using System.Net.Sockets;
using LabelHook.Cli.Output;
using LabelHook.Database;
using LabelHook.Lookup;
using LabelHook.Sockets;

namespace LabelHook.Cli.Commands;

// What is known of a port, in words: a subject and a sentence a line.
internal static class PortText
{
    // How many lines sockets, and rows that overlap, may take; arbitrary, so that the answer fits one screen.
    private const int MaxLines = 8;

    // Digits of a container's ID that podman and docker show.
    private const int ShortId = 12;

    public static IEnumerable<string[]> Lines(PortStatus status, bool isRoot)
    {
        var name = Text($"{status.Port}/{status.Protocol.Lower()}");
        return
        [
            .. Rows(name, status.Holders, "not allocated", Held),
            .. Images(status.Holders),
            .. status.Elsewhere.Take(MaxLines).Select(other => (string[])["elsewhere", Elsewhere(other.Database, other.Row)]),
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
        var state = owner.Reserved is { } reason ? $"was reserved for {Wording.Shown(reason)}" : $"was allocated to {module}";
        return owner.Allocated is { } change
            ? [name, $"{state} since {Terminal.Time(change.Time)}, by {change.Command ?? "another program"}"]
            : [name, state];
    }

    private static IEnumerable<string[]> Rows<T>(string subject, IReadOnlyList<T> items, string none, Func<T, string> sentence)
    {
        if (items.Count == 0)
            yield return [subject, none];
        foreach (var (index, item) in items.Take(MaxLines).Index())
            yield return [index == 0 ? subject : "", sentence(item)];
        if (items.Count > MaxLines)
            yield return ["", Text($"and {items.Count - MaxLines} more, see --json")];
    }

    private static IEnumerable<string[]> Images(IEnumerable<PortOwner> holders) =>
        holders.Select(holder => holder.Record?.Image).OfType<string>().Distinct(StringComparer.Ordinal).Take(MaxLines).Select(image => (string[])["image", image]);

    private static string Held(PortOwner holder)
    {
        var since = holder.Since is { } time ? $" since {Terminal.Time(time)}" : "";
        if (holder.Reserved is { } reason)
            return $"{holder.Ports} is reserved for {Wording.Shown(reason)}{since}";
        return $"{holder.Module} holds {holder.Ports}{since}"
            + (holder.IsReleasing ? ", until its environment file no longer lists it" : "")
            + (holder.HelperOf is { } module ? $"; it is NS8's helper while {module} is cloned" : "");
    }

    private static string Elsewhere(string database, AllocationRow row) =>
        $"{row.Ports} is allocated to {DatabaseProblems.Owner(row.Module)} in {database}";

    private static string Socket(SocketGroup group, bool isRoot)
    {
        var address = group.Address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{group.Address}]" : group.Address.ToString();
        var state = group.State switch
        {
            SocketState.Listening => "listening",
            SocketState.Bound => "bound, not listening",
            SocketState.Connected => "connected",
            _ => "in TIME_WAIT",
        };
        return $"{address} {state}{(group.Count == 1 ? "" : Text($" ({group.Count} sockets)"))}: {Owner(group, isRoot)}";
    }

    private static string Owner(SocketGroup group, bool isRoot)
    {
        if (group.IsHidden)
            return isRoot ? "no visible process: it belongs to the kernel or another container" : Text($"a process of user {group.User}; run as root to see which");
        if (group.State == SocketState.TimeWait)
            return "closed, free again within a minute";
        if (group.Owners is not [var owner, ..])
            return "its process has ended";
        var (unit, user, container) = owner.Group;
        return Text($"{(owner.Program.Length == 0 ? "a process" : owner.Program)} (pid {owner.ProcessId}{(group.Owners.Count == 1 ? "" : Text($" and {group.Owners.Count - 1} more"))})")
            + (unit is null ? "" : $", unit {unit}" + (user is null ? "" : Text($" of user {user}")))
            + (container is null ? "" : $", container {container[..ShortId]}");
    }

    private static string Band(PortStatus status) =>
        (status.IsInBand ? "inside " : "outside ") + status.Band.Range + (status.IsExcluded ? ", excluded by the configuration: never allocated" : status.IsInBand ? "" : ": never allocated");

    private static string Kernel(PortStatus status)
    {
        var kernel = status.Kernel;
        var reserved = kernel.IsReserved(status.Port);
        if (kernel.Ephemeral.Count == 0)
            return "does not report its ephemeral range";
        if (!kernel.Ephemeral.Contains(status.Port))
            return $"outside its ephemeral range {kernel.Ephemeral}: not used for outgoing connections" + (reserved ? ", and in ip_local_reserved_ports" : "");
        return $"inside its ephemeral range {kernel.Ephemeral}" + (reserved
            ? ", but in ip_local_reserved_ports: not used for outgoing connections"
            : " and not in ip_local_reserved_ports: may be used for outgoing connections");
    }

    private static string Text(FormattableString text) => text.ToString();
}
