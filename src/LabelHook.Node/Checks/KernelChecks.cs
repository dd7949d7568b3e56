using LabelHook.Host;

namespace LabelHook.Checks;

// Whether the kernel may give modules' ports to outgoing connections, which then keep the modules from listening.
internal static class KernelChecks
{
    public static IEnumerable<Finding> Find(Inspection look) =>
        look.Blocks.Select(held => (held, open: Open(look, held.Row.Ports).ToList())).Where(pair => pair.open.Count > 0)
            .Select(pair => Verdicts.Ephemeral(pair.held.Row.Module, pair.held.Protocol, pair.held.Row.Ports, look.Host.Kernel.Ephemeral, pair.open, pair.open.TrueForAll(ports => IsCovered(ports, look.Host.DropIn))));

    // All blocks of modules in the ephemeral range, and what is reserved already, since the kernel's list is replaced
    // as a whole.
    // Returns: null when the kernel keeps out of all of them.
    public static SysctlDropIn? DropIn(Inspection look)
    {
        var kernel = look.Host.Kernel;
        return look.Blocks.Any(held => Open(look, held.Row.Ports).Any())
            ? SysctlDropIn.Of(kernel.Reserved.Concat(look.Host.DropIn), look.Blocks.Select(held => held.Row.Ports).Where(kernel.Ephemeral.Overlaps).Select(kernel.Ephemeral.Intersection), look.Node.Settings.Band.Range)
            : null;
    }

    // What of a block is the kernel's to give.
    private static IEnumerable<PortRange> Open(Inspection look, PortRange ports) => look.Host.Kernel.Ephemeral is { Count: > 0 } ephemeral && ephemeral.Overlaps(ports)
        ? look.Host.Kernel.Reserved.Aggregate((IEnumerable<PortRange>)[ephemeral.Intersection(ports)], (pieces, reserved) => pieces.SelectMany(piece => piece.Without(reserved)))
        : [];

    private static bool IsCovered(PortRange ports, IReadOnlyList<PortRange> by) =>
        !by.Aggregate((IEnumerable<PortRange>)[ports], (pieces, reserved) => pieces.SelectMany(piece => piece.Without(reserved))).Any();
}
