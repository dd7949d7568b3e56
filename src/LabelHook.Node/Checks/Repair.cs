using LabelHook.Database;
using LabelHook.EnvironmentFiles;
using LabelHook.Host;
using LabelHook.Nodes;

namespace LabelHook.Checks;

// Repairs what is certain: rewrites files that LabelHook writes, and releases ports without an owner. It releases no
// port that a socket uses, and does not decide between two owners.
// readHost: Returns the state of the host at the moment of the call.
internal sealed class Repair(Node node, Func<HostState> readHost, CheckContext context)
{
    // Returns: what was done; null when a person has to decide.
    // Throws: the repair failed and changed nothing.
    public string? TryRepair(Finding finding)
    {
        if (!ModuleName.TryParse(finding.Module, out var module, out _))
            return null;
        return finding.Kind switch
        {
            FindingKind.FileMissing or FindingKind.FileDiffers => WriteFile(module),
            FindingKind.ReleaseUnfinished => FinishRelease(module, finding),
            FindingKind.OrphanHelper => ReleaseHelper(finding),
            _ => null,
        };
    }

    private string? WriteFile(ModuleName module)
    {
        using var database = node.Open(toRead: true);
        if (database.Module(module) is not { EnvironmentFile: { } path } known)
            return null;
        using var environment = node.Environments.OpenToChange(module, path);

        // Changes of a recorded module take the lock that we now have: the record cannot change from here on.
        var holding = ModulePorts.Read(database, module);
        if (database.Module(module) != known)
            return null;
        if (ProtocolName.All.Any(protocol => IsShared(database, protocol, module, holding.FirstBlock(protocol))))
            return null;
        if (environment is not null && ListsPortsInUse(environment, holding))
            return null; // it may be the ports database that is wrong
        if (environment?.Write(node.Variables(holding)) == false)
            return null;
        return string.Join("; ", [$"wrote {path} with the ports of {module}", .. environment?.Losses ?? []]);
    }

    private bool ListsPortsInUse(EnvironmentFile environment, ModulePorts holding)
    {
        var host = readHost();
        return ProtocolName.All.Any(protocol => NamedPorts.Read(environment.Text.Variables, protocol).Blocks
            .Any(ports => !IsHeld(holding, protocol, ports) && host.IsOpen(protocol, ports)));
    }

    private string? FinishRelease(ModuleName module, Finding finding)
    {
        using var database = node.Open(toRead: false);
        using var environment = node.Environments.OpenOf(module, database.Module(module));
        if (environment?.Differs(node.Variables(ModulePorts.Read(database, module))) ?? false)
            return null; // the file may still list the ports
        return Remove(database, finding, row => row.IsReleasing)
            ? $"released {Ports(finding)} of {module}, which had been replaced"
            : null;
    }

    private string? ReleaseHelper(Finding finding)
    {
        var copied = CopyHelper.ModuleOf(finding.Module!);
        if (copied is null || context.Exists(copied) || context.Rows.Any(held => held.Row.Module == copied))
            return null;
        using var database = node.Open(toRead: false);
        return Remove(database, finding, _ => true)
            ? $"released {Ports(finding)} of {finding.Module}: module {copied} does not exist"
            : null;
    }

    // Removes the row if, at this moment, it is as it was found and no socket uses its ports.
    private bool Remove(PortsDatabase database, Finding finding, Func<AllocationRow, bool> isMeant)
    {
        var protocol = finding.Protocol!.Value;
        if (readHost().IsOpen(protocol, finding.Ports))
            return false;
        return database.Change(() =>
        {
            var rows = database.AllocationsOf(protocol, finding.Module!)
                .Where(row => row.Ports == finding.Ports && isMeant(row)).ToList();
            database.Remove(protocol, rows);
            return rows.Count > 0;
        });
    }

    private static bool IsHeld(ModulePorts holding, Protocol protocol, PortRange ports) =>
        holding.Blocks(protocol).Any(row => row.Ports.Contains(ports));

    private static bool IsShared(PortsDatabase database, Protocol protocol, ModuleName module, PortRange ports) =>
        ports.Count > 0
        && database.Allocations(protocol).Exists(row => row.Module != module.ToString() && row.Ports.Overlaps(ports));

    private static string Ports(Finding finding) => $"{finding.Protocol!.Value.Lower()} ports {finding.Ports}";
}
