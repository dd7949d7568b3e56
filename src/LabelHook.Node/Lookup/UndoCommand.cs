using LabelHook.Database;

namespace LabelHook.Lookup;

// The command that undoes the last change of an owner's ports of one protocol.
internal static class UndoCommand
{
    // blocks: All of the owner for that protocol, oldest first.
    // Returns: null when no single command does.
    public static string? For(LogRow change, IReadOnlyList<AllocationRow> blocks)
    {
        var protocol = change.Protocol.Lower();
        if (Reservation.Reason(change.Module) is { } reason)
            return change.IsAllocated ? $"unreserve {change.Ports} --protocol {protocol}" : Reserve(change, reason);
        if (!ModuleName.TryParse(change.Module, out var module, out _))
            return null;
        if (change.IsAllocated)
            return blocks is [var only] && only.Ports == change.Ports ? $"deallocate {module} --protocol {protocol}" : null;
        if (blocks.Count == 0)
            return $"claim {module} {change.Ports} --protocol {protocol}";
        var isMove = change.Command == "move" && blocks[0].Ports.Count == change.Ports.Count;
        return isMove ? $"move {module} --protocol {protocol} --to {change.Ports.Start}" : null;
    }

    // A shell takes what is between single quotes as it is.
    private static string? Reserve(LogRow change, string reason) => reason.Contains('\'', StringComparison.Ordinal)
        ? null
        : $"reserve {change.Ports} --protocol {change.Protocol.Lower()} --reason '{reason}'";
}
