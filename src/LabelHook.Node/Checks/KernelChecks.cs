using LabelHook.Host;

namespace LabelHook.Checks;

// Whether the kernel may give modules' ports to outgoing connections, which then keep the modules from listening.
internal static class KernelChecks
{
    public static IEnumerable<Finding> Find(CheckContext context)
    {
        var ephemeral = context.Host.Kernel.Ephemeral;
        foreach (var (protocol, row) in context.Blocks)
        {
            var exposed = Exposed(context.Host, row.Ports);
            if (exposed.Count == 0)
                continue;
            var isInDropIn = exposed.All(ports => ports.WithoutAll(context.Host.DropIn).Count == 0);
            yield return FindingTexts.InEphemeralRange(
                row.Module, protocol, row.Ports, ephemeral, exposed, isInDropIn);
        }
    }

    // The drop-in replaces the kernel's list as a whole, so it repeats what is reserved already.
    // Returns: null when the kernel takes no port of a module.
    public static SysctlDropIn? DropIn(CheckContext context)
    {
        var blocks = context.Blocks.Select(held => held.Row.Ports).ToList();
        if (blocks.TrueForAll(ports => Exposed(context.Host, ports).Count == 0))
            return null;
        var kernel = context.Host.Kernel;
        var ephemeral = blocks.Where(kernel.Ephemeral.Overlaps).Select(kernel.Ephemeral.Intersection);
        return SysctlDropIn.For(
            [.. kernel.Reserved, .. context.Host.DropIn, .. ephemeral], context.Node.Settings.Band.Range);
    }

    // The ports of a block that the kernel may give to outgoing connections.
    private static IReadOnlyList<PortRange> Exposed(HostState host, PortRange ports)
    {
        var (ephemeral, reserved) = host.Kernel;
        if (ephemeral.Count == 0 || !ephemeral.Overlaps(ports))
            return [];
        return ephemeral.Intersection(ports).WithoutAll(reserved);
    }
}
