using LabelHook.Database;

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
            var change = Plan(database, options.Planner, requiredPorts, moduleName, protocol, keepExisting);
            database.Apply(moduleName, change, hold: false);
            return new PortAllocation(change.Added, PortWarnings.Of(change));
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
        return database.Change(() => Free(database, moduleName.ToString(), protocol));
    }

    /// <summary>Records a block that a module uses already; it may lie outside the band. Claiming what the module holds changes nothing.</summary>
    /// <param name="ports">The block.</param>
    /// <param name="moduleName">The module.</param>
    /// <param name="protocol">The protocol.</param>
    /// <exception cref="LabelHookException">
    /// The request is invalid, somebody holds some of the ports, or the database cannot be used: <see cref="Problem.Kind"/> tells.
    /// </exception>
    public void ClaimPorts(PortRange ports, ModuleName moduleName, Protocol protocol)
    {
        Check(moduleName, protocol);
        if (ports.Count == 0)
            throw new LabelHookException(Problems.Ports(""));
        using var database = PortsDatabase.OpenToChange(options.Database, options.Wait);
        database.Change(() => database.Apply(moduleName, PlanClaim(database, ports, moduleName, protocol), hold: false));
    }

    /// <summary>The blocks that modules hold, in the order in which they were given.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <returns>Blocks and owners; a row that holds no block of ports, written by others, is left out.</returns>
    /// <exception cref="LabelHookException">The protocol does not exist or the database cannot be used: <see cref="Problem.Kind"/> tells.</exception>
    public IReadOnlyList<AllocatedPorts> ListPorts(Protocol protocol)
    {
        using var database = PortsDatabase.OpenToRead(options.Database, options.Wait);
        return [.. database.Held(protocol).Where(row => Reservation.Reason(row.Module) is null).Select(row => new AllocatedPorts(row.Module, row.Ports))];
    }

    /// <summary>How many ports each module holds.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <returns>The number of ports by the module's name; no entry for a module that holds none.</returns>
    /// <exception cref="LabelHookException">The protocol does not exist or the database cannot be used: <see cref="Problem.Kind"/> tells.</exception>
    public IReadOnlyDictionary<string, int> CountPorts(Protocol protocol) =>
        ListPorts(protocol).GroupBy(held => held.Module, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(held => held.Ports.Count), StringComparer.Ordinal);

    internal static void CheckCount(int requiredPorts, PortRange band)
    {
        if (requiredPorts < 1 || requiredPorts > band.Count)
            throw new LabelHookException(PortProblems.Count(requiredPorts, band));
    }

    internal static PortChange PlanClaim(PortsDatabase database, PortRange ports, ModuleName module, Protocol protocol)
    {
        var held = database.Held(protocol);
        if (held.Exists(row => row.Module == module.ToString() && row.Ports.Contains(ports) && !row.IsReleasing))
            return PortChange.Nothing(protocol);
        return held.Exists(row => row.Ports.Overlaps(ports))
            ? throw new LabelHookException(PortProblems.PortsTaken(ports, protocol, "claim", held.First(row => row.Ports.Overlaps(ports))))
            : new PortChange(protocol, [], ports, []);
    }

    internal static List<PortRange> Free(PortsDatabase database, string module, Protocol protocol)
    {
        var held = database.HeldBy(protocol, module);
        database.Remove(protocol, held);
        return [.. held.Where(row => !row.IsReleasing).Select(row => row.Ports)];
    }

    internal static PortChange Plan(PortsDatabase database, PortPlanner planner, int requiredPorts, ModuleName module, Protocol protocol, bool keepExisting)
    {
        var given = keepExisting ? [] : database.HeldBy(protocol, module.ToString());
        return planner.Place(protocol, FreePorts.In(database, protocol, given), requiredPorts);
    }

    private static void Check(ModuleName module, Protocol protocol)
    {
        if (module == default)
            throw new LabelHookException(Problems.ModuleName(""));
        _ = protocol.Lower();
    }
}
