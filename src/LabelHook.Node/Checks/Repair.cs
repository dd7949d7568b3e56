using LabelHook.Database;
using LabelHook.EnvironmentFiles;
using LabelHook.Nodes;

namespace LabelHook.Checks;

// Mends what is certain: files that LabelHook writes are made to say what the registry holds, and ports that are
// nobody's are given back. It gives back no port that a socket uses, and decides between no two owners.
internal sealed class Repair(Node node, Surroundings host, Inspection look)
{
    // Returns: what was done; null when it is for a person to decide.
    // Throws: it could not be done; nothing is half done then.
    public string? Mend(Finding finding) => ModuleName.TryParse(finding.Module, out var module, out _)
        ? finding.Kind switch
        {
            FindingKind.FileMissing or FindingKind.FileDiffers => WriteFile(module),
            FindingKind.HalfReleased => GiveBack(module, finding),
            FindingKind.OrphanHelper => RemoveHelper(finding),
            _ => null,
        }
        : null;

    private string? WriteFile(ModuleName module)
    {
        using var database = node.Open(toRead: true);
        if (database.Module(module) is not { EnvironmentFile: { } path } known)
            return null;
        using var environment = node.EnvironmentToChange(module, path);

        // Who changes a recorded module has the lock that we have now, so it is as it was when we took it.
        var holding = ModulePorts.Read(database, module);
        if (database.Module(module) != known || ProtocolName.All.Any(protocol => IsShared(database, protocol, module, holding.First(protocol))))
            return null;
        if (ProtocolName.All.Any(protocol => NamedPorts.Read(environment.Text.Variables, protocol).Blocks.Any(ports => !IsHeld(holding, protocol, ports) && IsOpen(protocol, ports))))
            return null; // something runs on what the file names: it may be the registry that is wrong
        return environment.Write(node.Variables(holding)) ? string.Join("; ", [$"wrote {path} with the ports of {module}", .. environment.Losses]) : null;
    }

    private string? GiveBack(ModuleName module, Finding finding)
    {
        using var database = node.Open(toRead: false);
        using var environment = node.EnvironmentOf(module, database.Module(module));
        if (environment?.Differs(node.Variables(ModulePorts.Read(database, module))) ?? false)
            return null; // it may name them still
        return Remove(database, finding, row => row.IsReleasing) ? $"released {Ports(finding)} of {module}, which had been replaced" : null;
    }

    private string? RemoveHelper(Finding finding)
    {
        var copied = finding.Module![..^Inspection.HelperSuffix.Length];
        if (look.IsThere(copied) || look.Rows.Any(held => held.Row.Module == copied))
            return null;
        using var database = node.Open(toRead: false);
        return Remove(database, finding, _ => true) ? $"released {Ports(finding)} of {finding.Module}: module {copied} does not exist" : null;
    }

    // Gives a row back when, at the moment of doing so, it is there as it was found and no socket uses its ports.
    private bool Remove(PortsDatabase database, Finding finding, Func<AllocationRow, bool> isMeant)
    {
        var protocol = finding.Protocol!.Value;
        if (IsOpen(protocol, finding.Ports))
            return false;
        return database.Change(() =>
        {
            var rows = database.HeldBy(protocol, finding.Module!).Where(row => row.Ports == finding.Ports && isMeant(row)).ToList();
            database.Remove(protocol, rows);
            return rows.Count > 0;
        });
    }

    private bool IsOpen(Protocol protocol, PortRange ports) => host.Sockets(protocol).Any(socket => ports.Contains(socket.Port));

    private static bool IsHeld(ModulePorts holding, Protocol protocol, PortRange ports) => holding.Of(protocol).Any(row => row.Ports.Contains(ports));

    private static bool IsShared(PortsDatabase database, Protocol protocol, ModuleName module, PortRange ports) =>
        ports.Count > 0 && database.Held(protocol).Exists(row => row.Module != module.ToString() && row.Ports.Overlaps(ports));

    private static string Ports(Finding finding) => $"{finding.Protocol!.Value.Lower()} ports {finding.Ports}";
}
