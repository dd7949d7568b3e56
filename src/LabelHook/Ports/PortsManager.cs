namespace LabelHook.Ports;

/// <summary>
/// The allocator of a node: gives modules blocks of consecutive TCP and UDP ports out of the node's database, which NS8's own code
/// may use at the same time. Ports stay reserved for a module until they are deallocated.
/// Every call is one transaction: another process sees all of it or nothing, and an error changes nothing.
/// </summary>
/// <param name="options">Database, band and limits.</param>
public sealed class PortsManager(PortsOptions options)
{
    /// <summary>
    /// Frees the ports that the module has for the protocol, unless they are to be kept, and gives it the lowest block of consecutive
    /// ports that is free: in no row, not excluded, and not held by a socket of somebody else. On failure the module keeps what it had.
    /// </summary>
    /// <param name="requiredPorts">How many ports, 1 up to the size of the band.</param>
    /// <param name="moduleName">The module.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="keepExisting">Whether the module keeps what it has and the block comes in addition.</param>
    /// <returns>The block, and what a person should know of it.</returns>
    /// <exception cref="LabelHookException">
    /// The request is invalid, no block of that size is free, or the database cannot be used: <see cref="Problem.Kind"/> tells.
    /// </exception>
    public PortAllocation AllocatePorts(int requiredPorts, ModuleName moduleName, Protocol protocol, bool keepExisting = false)
    {
        Check(moduleName, protocol);
        CheckCount(requiredPorts, options.Band.Range);
        using var database = PortsDatabase.OpenToChange(options.Database, options.Wait);
        return database.Change(() =>
        {
            var change = Plan(database, requiredPorts, moduleName, protocol, keepExisting);
            database.Apply(moduleName, change, hold: false);
            return new PortAllocation(change.Added, Warnings.Of(change));
        });
    }

    /// <summary>Gives back all ports that the module has for the protocol.</summary>
    /// <param name="moduleName">The module.</param>
    /// <param name="protocol">The protocol.</param>
    /// <returns>The blocks that it had, oldest first; none when it had none.</returns>
    /// <exception cref="LabelHookException">The request is invalid or the database cannot be used: <see cref="Problem.Kind"/> tells.</exception>
    public IReadOnlyList<PortRange> DeallocatePorts(ModuleName moduleName, Protocol protocol)
    {
        Check(moduleName, protocol);
        using var database = PortsDatabase.OpenToChange(options.Database, options.Wait);
        return database.Change(() => Free(database, moduleName, protocol));
    }

    internal static void CheckCount(int requiredPorts, PortRange band)
    {
        if (requiredPorts < 1 || requiredPorts > band.Count)
            throw new LabelHookException(Problems.Count(requiredPorts, band));
    }

    internal static List<PortRange> Free(PortsDatabase database, ModuleName module, Protocol protocol)
    {
        var held = database.Held(protocol).Where(row => row.Module == module.ToString()).ToList();
        database.Apply(module, new PortChange(protocol, held, default, []), hold: false);
        return [.. held.Where(row => !row.IsReleasing).Select(row => row.Ports)];
    }

    internal PortChange Plan(PortsDatabase database, int requiredPorts, ModuleName module, Protocol protocol, bool keepExisting)
    {
        var held = database.Held(protocol);
        var removed = keepExisting ? [] : held.Where(row => row.Module == module.ToString()).ToList();
        return options.Planner.Place(protocol, held, removed, requiredPorts);
    }

    private static void Check(ModuleName module, Protocol protocol)
    {
        if (module == default)
            throw new LabelHookException(Problems.ModuleName(""));
        _ = protocol.Lower();
    }
}
