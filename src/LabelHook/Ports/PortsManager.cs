using LabelHook.Database;

namespace LabelHook.Ports;

/// <summary>
/// Allocates blocks of consecutive TCP and UDP ports to the modules of a node. NS8's own code may use the same database at the
/// same time. Ports stay allocated until they are deallocated.
/// Every call is one transaction: other processes see all of it or nothing, and an error changes nothing.
/// </summary>
/// <param name="options">Database, band and limits.</param>
public sealed class PortsManager(PortsOptions options)
{
    /// <summary>
    /// Allocates the lowest free block of consecutive ports: in no row, not excluded, and not used by a socket of another
    /// process. Releases the module's other ports for the protocol, unless they are to be kept. After an error the module has
    /// the ports that it had before.
    /// </summary>
    /// <param name="requiredPorts">How many ports, 1 up to the size of the band.</param>
    /// <param name="moduleName">The module.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="keepExisting">Whether the module keeps its ports and gets the block in addition.</param>
    /// <returns>The block, and warnings.</returns>
    /// <exception cref="LabelHookException">
    /// The request is invalid, no block of that size is free, or the database cannot be used: <see cref="Problem.Kind"/> tells.
    /// </exception>
    public PortAllocation AllocatePorts(
        int requiredPorts, ModuleName moduleName, Protocol protocol, bool keepExisting = false)
    {
        Check(moduleName, protocol);
        PortPlanner.CheckCount(requiredPorts, options.Band);
        using var database = PortsDatabase.OpenToChange(options.Database, options.Wait, options.Log);
        return database.Change(() =>
        {
            var planner = options.PlannerFor(database);
            var change = planner.PlanAllocation(database, moduleName, protocol, requiredPorts, keepExisting);
            database.Apply(moduleName, change, hold: false);
            return new PortAllocation(change.Added, PortWarnings.Skipped(change));
        });
    }

    /// <summary>Releases all ports that the module has for the protocol.</summary>
    /// <param name="moduleName">The module.</param>
    /// <param name="protocol">The protocol.</param>
    /// <returns>The blocks that it had, oldest first; empty when it had none.</returns>
    /// <exception cref="LabelHookException">
    /// The request is invalid or the database cannot be used: <see cref="Problem.Kind"/> tells.
    /// </exception>
    public IReadOnlyList<PortRange> DeallocatePorts(ModuleName moduleName, Protocol protocol)
    {
        Check(moduleName, protocol);
        using var database = PortsDatabase.OpenToChange(options.Database, options.Wait, options.Log);
        return database.Change(() => database.RemoveAll(protocol, moduleName.ToString()));
    }

    /// <summary>
    /// Records a block that a module already uses; it may lie outside the band. Claiming what the module has changes nothing.
    /// </summary>
    /// <param name="ports">The block.</param>
    /// <param name="moduleName">The module.</param>
    /// <param name="protocol">The protocol.</param>
    /// <exception cref="LabelHookException">
    /// The request is invalid, some of the ports are allocated, or the database cannot be used: <see cref="Problem.Kind"/>
    /// tells.
    /// </exception>
    public void ClaimPorts(PortRange ports, ModuleName moduleName, Protocol protocol)
    {
        Check(moduleName, protocol);
        if (ports.Count == 0)
            throw new LabelHookException(Problems.Ports(""));
        using var database = PortsDatabase.OpenToChange(options.Database, options.Wait, options.Log);
        database.Change(() =>
            database.Apply(moduleName, PortPlanner.PlanClaim(database, moduleName, protocol, ports), hold: false));
    }

    /// <summary>The blocks of all modules, in the order of allocation.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <returns>Blocks and owners, without rows of other programs that are not a block of ports.</returns>
    /// <exception cref="LabelHookException">
    /// The protocol does not exist or the database cannot be used: <see cref="Problem.Kind"/> tells.
    /// </exception>
    public IReadOnlyList<AllocatedPorts> ListPorts(Protocol protocol)
    {
        using var database = PortsDatabase.OpenToRead(options.Database, options.Wait);
        var blocks = database.Allocations(protocol).Where(row => Reservation.Reason(row.Module) is null);
        return [.. blocks.Select(row => new AllocatedPorts(row.Module, row.Ports))];
    }

    /// <summary>How many ports each module has.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <returns>The number of ports by the module's name; no entry for a module without ports.</returns>
    /// <exception cref="LabelHookException">
    /// The protocol does not exist or the database cannot be used: <see cref="Problem.Kind"/> tells.
    /// </exception>
    public IReadOnlyDictionary<string, int> CountPorts(Protocol protocol)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var block in ListPorts(protocol))
            counts[block.Module] = counts.GetValueOrDefault(block.Module) + block.Ports.Count;
        return counts;
    }

    private static void Check(ModuleName module, Protocol protocol)
    {
        if (module == default)
            throw new LabelHookException(Problems.ModuleName(""));
        _ = protocol.Lower(); // throws when there is no such protocol
    }
}
