using System.Globalization;
using LabelHook.Adoptions;
using LabelHook.Host;
using LabelHook.Interop;
using LabelHook.Ports;

namespace LabelHook.Checks;

/// <summary>The wording of every finding: what was found, and what to do. Untrusted names are shown between quotes, as those in problems are.</summary>
internal static class Verdicts
{
    /// <summary>Digits of a container's ID that people read.</summary>
    private const int ShortId = 12;

    public static Finding FileMissing(ModuleName module, string path) => Of(
        FindingKind.FileMissing, module, $"{path} of {module} is missing", "'labelhook check --repair' writes it anew");

    public static Finding FileDiffers(ModuleName module, string path, IEnumerable<string> differences) => Of(
        FindingKind.FileDiffers, module, $"{path} of {module} differs from the ports database: {string.Join(", ", differences)}", "'labelhook check --repair' writes it anew");

    public static Finding FileUnfit(ModuleName module, Problem problem) => Of(
        FindingKind.FileUnfit, module, problem.Message, "mend the file, or take it away");

    public static Finding HomeGone(ModuleName module, string path) => Of(
        FindingKind.HomeGone, module, $"the folder of {path} of {module} is gone", $"bring it back, give its new place with 'labelhook install {module} IMAGE --env-file FILE', or give the module's ports back with 'labelhook remove {module}'");

    public static Finding NotHeld(ModuleFile file, Protocol protocol, PortRange ports, string? owner) => Of(
        FindingKind.NotHeld,
        file.Module.ToString(),
        protocol,
        ports,
        $"{file.Path} names {protocol.Lower()} ports {ports}, which are held for {(owner is null ? "nobody" : Problems.Owner(owner))}",
        (owner, file.IsNs8s) switch
        {
            (null, _) => "'labelhook adopt' holds them for the module",
            (_, true) => $"stop one of the two, and have NethServer 8 allocate other ports for {file.Module}",
            (_, false) => $"stop one of the two, and install {file.Module} again",
        });

    public static Finding BelowDemand(string module, Protocol protocol, string shortage) => Of(
        FindingKind.BelowDemand, module, protocol, default, shortage, $"'labelhook install {module} IMAGE --reset' gives exactly what it demands");

    public static Finding HalfReleased(string module, Protocol protocol, PortRange ports) => Of(
        FindingKind.HalfReleased, module, protocol, ports, $"{protocol.Lower()} ports {ports} of {Problems.Owner(module)} were replaced, and the run that did it was stopped before it gave them back",
        "'labelhook check --repair' gives them back when nothing uses them");

    public static Finding Leak(string module, Protocol protocol, PortRange ports) => Of(
        FindingKind.Leak, module, protocol, ports, $"{protocol.Lower()} ports {ports} leak: they are allocated to {module}, which has no user and no environment file",
        $"'labelhook remove {module}' gives them back");

    public static Finding Unclaimed(string module, Protocol protocol, PortRange ports) => Of(
        FindingKind.Unclaimed, module, protocol, ports, $"{protocol.Lower()} ports {ports} are allocated to {Problems.Owner(module)}, which has no record or environment file, and are not in use",
        ModuleName.TryParse(module, out _, out _)
            ? $"if nothing needs them, run 'labelhook remove {module}' to release them; use 'labelhook reserve' for ports that belong to no module"
            : "if nothing needs them, delete the row from the ports database: labelhook accepts no such module name");

    public static Finding OrphanHelper(string helper, Protocol protocol, PortRange ports) => Of(
        FindingKind.OrphanHelper, helper, protocol, ports, $"{protocol.Lower()} ports {ports} are held for {Problems.Owner(helper)}, the copying of a module, and no socket uses them",
        $"if nothing is copied, 'labelhook deallocate {helper} --protocol {protocol.Lower()}' gives them back");

    public static Finding Overlap(string overlap) => new(
        FindingKind.Overlap, null, null, default, overlap, "find out which of the two uses them; take the other's with 'labelhook deallocate', and install it again");

    public static Finding OddRow(Protocol protocol, RegistryRow row) => Of(
        FindingKind.OddRow, row.Owner, protocol, row.Ports ?? default, $"a row of the {protocol.Lower()} ports is no block of ports: {Problems.Shown(row.Words)}",
        "delete the row with sqlite3 when nothing needs it; LabelHook leaves it alone");

    public static Finding AcrossBand(string module, Protocol protocol, PortRange ports, PortRange band, bool isInstalled) => Of(
        FindingKind.AcrossBand, module, protocol, ports, $"{protocol.Lower()} ports {ports} of {Problems.Owner(module)} reach out of the band {band}",
        "widen the band in the configuration" + (isInstalled ? ", or give the module other ports with 'labelhook deallocate' and 'labelhook install'" : ""));

    public static Finding OutsideBand(string module, Protocol protocol, PortRange ports, PortRange band) => Of(
        FindingKind.OutsideBand, module, protocol, ports, $"{protocol.Lower()} ports {ports} of {Problems.Owner(module)} lie outside the band {band}", "nothing, if they were claimed");

    public static Finding Squatter(string module, HostSocket socket, SocketOwner owner) => Of(
        FindingKind.Squatter, module, socket.Protocol, PortRange.FromStart(socket.Port, 1),
        $"{socket.Protocol.Lower()} port {Text(socket.Port)} of {module} {(socket.State == SocketState.Connected ? "is in a connection of" : "is held by")} {Who(owner)}, which does not look like {module}'s",
        "if it is not the module's, stop it: the module cannot listen there");

    public static Finding NotSeen(string module, HostSocket socket) => Of(
        FindingKind.NotSeen, module, socket.Protocol, PortRange.FromStart(socket.Port, 1),
        $"whose socket is on {socket.Protocol.Lower()} port {Text(socket.Port)} of {module} cannot be seen",
        Libc.EffectiveUser() == 0 ? "it may be the kernel's own, or its process has just ended" : "run it as root");

    public static Finding Ephemeral(string module, Protocol protocol, PortRange ports, PortRange ephemeral, IEnumerable<PortRange> open, bool isWritten) => Of(
        FindingKind.Ephemeral, module, protocol, ports,
        $"the kernel may give {protocol.Lower()} ports {string.Join(", ", open)} of {Problems.Owner(module)} to outgoing connections: they lie in its range {ephemeral}"
            + (isWritten ? $", and {SysctlDropIn.Path} reserves them, but the kernel does not" : " and are not reserved"),
        isWritten ? $"load it: {SysctlDropIn.Load}" : $"write the line below to {SysctlDropIn.Path}, and load it: {SysctlDropIn.Load}");

    public static Finding ImageRefused(string reference, string problem) => new(
        FindingKind.ImageRefused, null, null, default, $"image {Problems.Shown(reference)} was refused: {problem}", "mend the image and pull it again, or remove it");

    public static Finding OptionalFile(string module, string path, UnitLine line) => new(
        FindingKind.OptionalFile, module, null, default, string.Create(CultureInfo.InvariantCulture, $"{line.Unit} starts without the ports of {module} when {path} is missing: {Problems.Shown(line.File, line.File.Length)} line {line.Number} says EnvironmentFile=-"),
        "take the '-' away");

    public static Finding UnitWithoutFile(string module, string path, UnitLine line) => new(
        FindingKind.UnitWithoutFile,
        module,
        null,
        default,
        string.Create(CultureInfo.InvariantCulture, $"{line.Unit} cannot start: {path} is missing, and {Problems.Shown(line.File, line.File.Length)} line {line.Number} needs it"),
        $"install {module} again, or remove the unit");

    public static Finding OtherDatabase(string path, string other) => new(
        FindingKind.OtherDatabase, null, null, default, $"ports database {path} does not exist, and this host has {other}",
        $"use sudo or --state {Path.GetDirectoryName(other)} to check that one");

    private static string Who(SocketOwner owner)
    {
        var place = owner.Group.Container is { } container ? $", container {container[..ShortId]}" : owner.Group.Unit is { } unit ? $", {Problems.Shown(unit).Trim('"')}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Problems.Shown(owner.Program)} (process {owner.ProcessId}{place})");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Finding Of(FindingKind kind, ModuleName module, string message, string remedy) => new(kind, module.ToString(), null, default, message, remedy);

    private static Finding Of(FindingKind kind, string module, Protocol protocol, PortRange ports, string message, string remedy) => new(kind, module, protocol, ports, message, remedy);
}
