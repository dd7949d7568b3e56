using LabelHook.Database;
using LabelHook.EnvironmentFiles;
using LabelHook.Host;
using LabelHook.Linux;
using LabelHook.Sockets;

namespace LabelHook.Checks;

// The wording of every finding: what was found, and what to do. Untrusted names are shown between quotes, as those in
// problems are.
internal static class Verdicts
{
    // Digits of a container's ID that people read.
    private const int ShortId = 12;

    public static Finding FileMissing(ModuleName module, string path) => Of(
        FindingKind.FileMissing, module, $"{path} of {module} is missing", "run 'labelhook check --repair' to rewrite it");

    public static Finding FileDiffers(ModuleName module, string path, IEnumerable<string> differences) => Of(
        FindingKind.FileDiffers, module, $"{path} of {module} differs from the ports database: {string.Join(", ", differences)}", "run 'labelhook check --repair' to rewrite it");

    public static Finding FileUnfit(ModuleName module, Problem problem) => Of(
        FindingKind.FileUnfit, module, problem.Message, "correct or remove the file");

    public static Finding HomeGone(ModuleName module, string path) => Of(
        FindingKind.HomeGone, module, $"the folder of {path} of {module} is missing", $"restore it, set its new path with 'labelhook install {module} IMAGE --env-file FILE', or release the module's ports with 'labelhook remove {module}'");

    public static Finding NotHeld(ModuleFile file, Protocol protocol, PortRange ports, string? owner) => Of(
        FindingKind.NotHeld,
        file.Module.ToString(),
        protocol,
        ports,
        $"{file.Path} lists {protocol.Lower()} ports {ports}, which are {(owner is null ? "not allocated" : $"allocated to {DatabaseProblems.Owner(owner)}")}",
        (owner, file.IsNs8s) switch
        {
            (null, _) => "run 'labelhook adopt' to allocate them to the module",
            (_, true) => $"stop one of the two, and have NethServer 8 allocate other ports for {file.Module}",
            (_, false) => $"stop one of the two, and install {file.Module} again",
        });

    public static Finding BelowDemand(string module, Protocol protocol, string shortage) => Of(
        FindingKind.BelowDemand, module, protocol, default, shortage, $"run 'labelhook install {module} IMAGE --reset' to allocate exactly what it demands");

    public static Finding HalfReleased(string module, Protocol protocol, PortRange ports) => Of(
        FindingKind.HalfReleased, module, protocol, ports, $"{protocol.Lower()} ports {ports} of {DatabaseProblems.Owner(module)} were replaced but not released, because the run was interrupted",
        "run 'labelhook check --repair' to release them if nothing uses them");

    public static Finding Leak(string module, Protocol protocol, PortRange ports) => Of(
        FindingKind.Leak, module, protocol, ports, $"{protocol.Lower()} ports {ports} leak: they are allocated to {module}, which has no user and no environment file",
        $"run 'labelhook remove {module}' to release them");

    public static Finding Unclaimed(string module, Protocol protocol, PortRange ports) => Of(
        FindingKind.Unclaimed, module, protocol, ports, $"{protocol.Lower()} ports {ports} are allocated to {DatabaseProblems.Owner(module)}, which has no record or environment file, and are not in use",
        ModuleName.TryParse(module, out _, out _)
            ? $"if nothing needs them, run 'labelhook remove {module}' to release them; use 'labelhook reserve' for ports that belong to no module"
            : "if nothing needs them, delete the row from the ports database: labelhook accepts no such module name");

    public static Finding OrphanHelper(string helper, Protocol protocol, PortRange ports) => Of(
        FindingKind.OrphanHelper, helper, protocol, ports, $"{protocol.Lower()} ports {ports} are allocated to {DatabaseProblems.Owner(helper)}, the helper that copies a module, and are not in use",
        $"if no copy is running, run 'labelhook deallocate {helper} --protocol {protocol.Lower()}' to release them");

    public static Finding Overlap(string overlap) => new(
        FindingKind.Overlap, null, null, default, overlap, "find out which module uses them; release the ports of the other with 'labelhook deallocate', and install it again");

    public static Finding OddRow(Protocol protocol, RawRow row) => Of(
        FindingKind.OddRow, row.Owner, protocol, row.Ports ?? default, $"a row of the {protocol.Lower()} ports is not a block of ports: {Wording.Shown(row.Words)}",
        "delete the row with sqlite3 if nothing needs it; LabelHook does not change it");

    public static Finding AcrossBand(string module, Protocol protocol, PortRange ports, PortRange band, bool isInstalled) => Of(
        FindingKind.AcrossBand, module, protocol, ports, $"{protocol.Lower()} ports {ports} of {DatabaseProblems.Owner(module)} are partly outside the band {band}",
        "widen the band in the configuration" + (isInstalled ? ", or move the module to other ports with 'labelhook deallocate' and 'labelhook install'" : ""));

    public static Finding OutsideBand(string module, Protocol protocol, PortRange ports, PortRange band) => Of(
        FindingKind.OutsideBand, module, protocol, ports, $"{protocol.Lower()} ports {ports} of {DatabaseProblems.Owner(module)} are outside the band {band}", "nothing to do if they were claimed");

    public static Finding Squatter(string module, HostSocket socket, SocketOwner owner) => Of(
        FindingKind.Squatter, module, socket.Protocol, PortRange.FromStart(socket.Port, 1),
        $"{socket.Protocol.Lower()} port {Text(socket.Port)} of {module} {(socket.State == SocketState.Connected ? "is in a connection of" : "is in use by")} {Who(owner)}, which does not seem to belong to {module}",
        "if it does not belong to the module, stop it: the module cannot listen on that port");

    public static Finding NotSeen(string module, HostSocket socket) => Of(
        FindingKind.NotSeen, module, socket.Protocol, PortRange.FromStart(socket.Port, 1),
        $"cannot see the process that uses {socket.Protocol.Lower()} port {Text(socket.Port)} of {module}",
        Libc.EffectiveUser() == 0 ? "it may belong to the kernel, or its process has just ended" : "run as root");

    public static Finding Ephemeral(string module, Protocol protocol, PortRange ports, PortRange ephemeral, IEnumerable<PortRange> open, bool isWritten) => Of(
        FindingKind.Ephemeral, module, protocol, ports,
        $"outgoing connections may take {protocol.Lower()} ports {string.Join(", ", open)} of {DatabaseProblems.Owner(module)}: they are in the ephemeral range {ephemeral}"
            + (isWritten ? $", and {SysctlDropIn.Path} reserves them but is not loaded" : " and are not reserved"),
        isWritten ? $"load it: {SysctlDropIn.Load}" : $"write the line below to {SysctlDropIn.Path}, and load it: {SysctlDropIn.Load}");

    public static Finding ImageRefused(string reference, string problem) => new(
        FindingKind.ImageRefused, null, null, default, $"image {Wording.Shown(reference)} was refused: {problem}", "correct the image and pull it again, or remove it");

    public static Finding OptionalFile(string module, string path, UnitLine line) => new(
        FindingKind.OptionalFile, module, null, default, $"{line.Unit} starts without the ports of {module} when {path} is missing: {Wording.Shown(line.File, line.File.Length)} line {line.Number} says EnvironmentFile=-",
        "remove the '-'");

    public static Finding UnitWithoutFile(string module, string path, UnitLine line) => new(
        FindingKind.UnitWithoutFile,
        module,
        null,
        default,
        $"{line.Unit} cannot start: {path} is missing, and {Wording.Shown(line.File, line.File.Length)} line {line.Number} needs it",
        $"install {module} again, or remove the unit");

    public static Finding OtherDatabase(string path, string other) => new(
        FindingKind.OtherDatabase, null, null, default, $"ports database {path} does not exist, and this host has {other}",
        $"use sudo or --state {Path.GetDirectoryName(other)} to check that one");

    private static string Who(SocketOwner owner)
    {
        var place = owner.Group.Container is { } container ? $", container {container[..ShortId]}" : owner.Group.Unit is { } unit ? $", {Wording.Shown(unit).Trim('"')}" : "";
        return $"{Wording.Shown(owner.Program)} (process {owner.ProcessId}{place})";
    }

    private static string Text(int number) => number.ToString();

    private static Finding Of(FindingKind kind, ModuleName module, string message, string remedy) => new(kind, module.ToString(), null, default, message, remedy);

    private static Finding Of(FindingKind kind, string module, Protocol protocol, PortRange ports, string message, string remedy) => new(kind, module, protocol, ports, message, remedy);
}
