using LabelHook.Database;
using LabelHook.EnvironmentFiles;
using LabelHook.Host;
using LabelHook.Linux;
using LabelHook.Sockets;

namespace LabelHook.Checks;

// The wording of every finding: what was found, and what to do. Untrusted names are quoted, as in problems.
internal static class FindingTexts
{
    // As many digits of a container's ID as podman and docker print.
    private const int ShortId = 12;

    public static Finding FileMissing(ModuleName module, string path) => OfModule(
        FindingKind.FileMissing,
        module,
        $"{path} of {module} is missing",
        "run 'labelhook check --repair' to rewrite it");

    public static Finding FileDiffers(ModuleName module, string path, IEnumerable<string> differences) => OfModule(
        FindingKind.FileDiffers,
        module,
        $"{path} of {module} differs from the ports database: {string.Join(", ", differences)}",
        "run 'labelhook check --repair' to rewrite it");

    public static Finding FileUnusable(ModuleName module, Problem problem) => OfModule(
        FindingKind.FileUnusable, module, problem.Message, "correct or remove the file");

    public static Finding FolderMissing(ModuleName module, string path) => OfModule(
        FindingKind.FolderMissing,
        module,
        $"the folder of {path} of {module} is missing",
        $"restore it, set its new path with 'labelhook install {module} IMAGE --env-file FILE', "
            + $"or release the module's ports with 'labelhook remove {module}'");

    // otherOwner: The owner of the ports; null when they are not allocated.
    public static Finding PortsNotAllocated(
        ModuleFile file, Protocol protocol, PortRange ports, string? otherOwner)
    {
        var name = protocol.Lower();
        if (otherOwner is null)
        {
            return OfPorts(
                FindingKind.PortsNotAllocated,
                file.Module.ToString(),
                protocol,
                ports,
                $"{file.Path} lists {name} ports {ports}, which are not allocated",
                "run 'labelhook adopt' to allocate them to the module");
        }

        return OfPorts(
            FindingKind.PortsNotAllocated,
            file.Module.ToString(),
            protocol,
            ports,
            $"{file.Path} lists {name} ports {ports}, which are allocated to {DatabaseProblems.Owner(otherOwner)}",
            file.IsNs8s
                ? $"stop one of the two, and have NethServer 8 allocate other ports for {file.Module}"
                : $"stop one of the two, and install {file.Module} again");
    }

    public static Finding BelowDemand(string module, Protocol protocol, string shortage) => OfPorts(
        FindingKind.BelowDemand,
        module,
        protocol,
        default,
        shortage,
        $"run 'labelhook install {module} IMAGE --reset' to allocate exactly what it demands");

    public static Finding ReleaseUnfinished(string module, Protocol protocol, PortRange ports) => OfPorts(
        FindingKind.ReleaseUnfinished,
        module,
        protocol,
        ports,
        $"{Described(protocol, ports, module)} were replaced but not released, because the run was interrupted",
        "run 'labelhook check --repair' to release them if nothing uses them");

    public static Finding Leak(string module, Protocol protocol, PortRange ports) => OfPorts(
        FindingKind.Leak,
        module,
        protocol,
        ports,
        $"{protocol.Lower()} ports {ports} leak: "
            + $"they are allocated to {module}, which has no user and no environment file",
        $"run 'labelhook remove {module}' to release them");

    public static Finding UnknownOwner(string owner, Protocol protocol, PortRange ports) => OfPorts(
        FindingKind.UnknownOwner,
        owner,
        protocol,
        ports,
        $"{protocol.Lower()} ports {ports} are allocated to {DatabaseProblems.Owner(owner)}, "
            + "which has no record or environment file, and are not in use",
        ModuleName.TryParse(owner, out _, out _)
            ? $"if nothing needs them, run 'labelhook remove {owner}' to release them; "
                + "use 'labelhook reserve' for ports that belong to no module"
            : "if nothing needs them, delete the row from the ports database: labelhook accepts no such module name");

    public static Finding OrphanHelper(string helper, Protocol protocol, PortRange ports) => OfPorts(
        FindingKind.OrphanHelper,
        helper,
        protocol,
        ports,
        $"{protocol.Lower()} ports {ports} are allocated to {DatabaseProblems.Owner(helper)}, "
            + "the helper that copies a module, and are not in use",
        $"if no copy is running, run 'labelhook deallocate {helper} --protocol {protocol.Lower()}' to release them");

    public static Finding Overlap(string overlap) => OfNode(
        FindingKind.Overlap,
        overlap,
        "find out which module uses them; "
            + "release the ports of the other with 'labelhook deallocate', and install it again");

    public static Finding BandConflict(Lease lease) => new(
        FindingKind.BandConflict,
        null,
        null,
        lease.Ports,
        $"this node leased ports {lease.Ports}, which node {Wording.Shown(lease.Rival!)} uses too: "
            + "no new ports are allocated there",
        $"run 'labelhook-cluster release {lease.Ports}' on one of the two nodes, after its modules there are moved");

    public static Finding InvalidRow(Protocol protocol, RawRow row) => OfPorts(
        FindingKind.InvalidRow,
        row.Owner,
        protocol,
        row.Ports ?? default,
        $"a row of the {protocol.Lower()} ports is not a block of ports: {Wording.Shown(row.Words)}",
        "delete the row with sqlite3 if nothing needs it; LabelHook does not change it");

    public static Finding PartlyOutsideBand(
        string module, Protocol protocol, PortRange ports, PortRange band, bool isInstalled) => OfPorts(
        FindingKind.PartlyOutsideBand,
        module,
        protocol,
        ports,
        $"{Described(protocol, ports, module)} are partly outside the band {band}",
        isInstalled
            ? "widen the band in the configuration, "
                + "or move the module to other ports with 'labelhook deallocate' and 'labelhook install'"
            : "widen the band in the configuration");

    public static Finding OutsideBand(string module, Protocol protocol, PortRange ports, PortRange band) => OfPorts(
        FindingKind.OutsideBand,
        module,
        protocol,
        ports,
        $"{Described(protocol, ports, module)} are outside the band {band}",
        "nothing to do if they were claimed");

    public static Finding PortInUseByOther(string module, HostSocket socket, SocketOwner owner)
    {
        var use = socket.State == SocketState.Connected ? "is in a connection of" : "is in use by";
        return OfPorts(
            FindingKind.PortInUseByOther,
            module,
            socket.Protocol,
            PortRange.FromStart(socket.Port, 1),
            $"{socket.Protocol.Lower()} port {socket.Port} of {module} {use} {Described(owner)}, "
                + $"which does not seem to belong to {module}",
            "if it does not belong to the module, stop it: the module cannot listen on that port");
    }

    public static Finding PortInUseByUnknown(string module, HostSocket socket) => OfPorts(
        FindingKind.PortInUseByUnknown,
        module,
        socket.Protocol,
        PortRange.FromStart(socket.Port, 1),
        $"cannot see the process that uses {socket.Protocol.Lower()} port {socket.Port} of {module}",
        Libc.EffectiveUser() == 0
            ? "it may belong to the kernel, or its process has just ended"
            : "run as root");

    // exposed: The ports of the block that the kernel may take.
    // isInDropIn: Whether the proposed drop-in exists and reserves all of them.
    public static Finding InEphemeralRange(
        string module,
        Protocol protocol,
        PortRange ports,
        PortRange ephemeral,
        IEnumerable<PortRange> exposed,
        bool isInDropIn)
    {
        var found = $"outgoing connections may take {Described(protocol, string.Join(", ", exposed), module)}: "
            + $"they are in the ephemeral range {ephemeral}";
        return OfPorts(
            FindingKind.InEphemeralRange,
            module,
            protocol,
            ports,
            isInDropIn
                ? $"{found}, and {SysctlDropIn.Path} reserves them but is not loaded"
                : $"{found} and are not reserved",
            isInDropIn
                ? $"load it: {SysctlDropIn.Load}"
                : $"write the line below to {SysctlDropIn.Path}, and load it: {SysctlDropIn.Load}");
    }

    public static Finding ImageRefused(string reference, string problem) => OfNode(
        FindingKind.ImageRefused,
        $"image {Wording.Shown(reference)} was refused: {problem}",
        "correct the image and pull it again, or remove it");

    public static Finding UnitIgnoresMissingFile(string module, string path, UnitLine line) => new(
        FindingKind.UnitIgnoresMissingFile,
        module,
        null,
        default,
        $"{line.Unit} starts without the ports of {module} when {path} is missing: "
            + $"{Described(line)} says EnvironmentFile=-",
        "remove the '-'");

    public static Finding UnitCannotStart(string module, string path, UnitLine line) => new(
        FindingKind.UnitCannotStart,
        module,
        null,
        default,
        $"{line.Unit} cannot start: {path} is missing, and {Described(line)} needs it",
        $"install {module} again, or remove the unit");

    public static Finding OtherDatabase(string path, string other) => OfNode(
        FindingKind.OtherDatabase,
        $"ports database {path} does not exist, and this host has {other}",
        $"use sudo or --state {Path.GetDirectoryName(other)} to check that one");

    private static string Described(Protocol protocol, PortRange ports, string owner) =>
        Described(protocol, ports.ToString(), owner);

    private static string Described(Protocol protocol, string ports, string owner) =>
        $"{protocol.Lower()} ports {ports} of {DatabaseProblems.Owner(owner)}";

    private static string Described(UnitLine line) =>
        $"{Wording.Shown(line.File, line.File.Length)} line {line.Number}";

    private static string Described(SocketOwner owner)
    {
        var process = $"process {owner.ProcessId}";
        if (owner.Group.Container is { } container)
            process += $", container {container[..ShortId]}";
        else if (owner.Group.Unit is { } unit)
            process += $", {Wording.Shown(unit).Trim('"')}";
        return $"{Wording.Shown(owner.Program)} ({process})";
    }

    private static Finding OfNode(FindingKind kind, string message, string remedy) =>
        new(kind, null, null, default, message, remedy);

    private static Finding OfModule(FindingKind kind, ModuleName module, string message, string remedy) =>
        new(kind, module.ToString(), null, default, message, remedy);

    private static Finding OfPorts(
        FindingKind kind, string module, Protocol protocol, PortRange ports, string message, string remedy) =>
        new(kind, module, protocol, ports, message, remedy);
}
