using System.Globalization;
using System.Text;
using LabelHook.Ports;

namespace LabelHook;

/// <summary>The wording of every problem: what was wrong, the value, what would be accepted. One method a problem, one number a method.</summary>
internal static class Problems
{
    private const string AcceptedImages =
        "an image reference, an image ID, containers-storage:NAME, oci:DIR, oci-archive:FILE, docker-archive:FILE, or a .yaml sample";

    /// <summary>Longest value that is shown in a sentence; arbitrary, room for an image reference with a digest.</summary>
    private const int MaxShown = 160;

    /// <summary>How many reservations are named in a sentence; arbitrary.</summary>
    private const int MaxReservations = 3;

    /// <summary>How many names out of a file are shown in a sentence; arbitrary.</summary>
    private const int MaxNames = 8;

    /// <summary>A caller that is no module.</summary>
    public const string CallerCode = "LH3101";

    /// <summary>A module asks for more than its image demands.</summary>
    public const string OverDemandCode = "LH3105";

    /// <summary>Another run changed the module between our look at it and our lock.</summary>
    public const string ModuleBusyCode = "LH4008";

    /// <summary>A request that is not the JSON that it should be.</summary>
    public const string JsonCode = "LH3201";

    // LH10xx: labels and samples

    public static Problem Demand(string label, string value, PortRange band) => Refused(
        "LH1001", ProblemKind.Image, $"label {label} is {Shown(value)}", value, $"a whole number from 0 to {band.Count}");

    public static Problem Authorization(string label, string value) => Refused(
        "LH1002", ProblemKind.Image, $"label {label} contains {Shown(value)}", value, "agent:role or agent:role,role, without blanks inside");

    public static Problem AuthorizationGlob(string label, string value) => Refused(
        "LH1003", ProblemKind.Image, $"label {label} contains {Shown(value)}, a pattern", value, "an agent and roles by name");

    public static Problem AuthorizationOwner(string label, string value) => Refused(
        "LH1004", ProblemKind.Image, $"label {label} contains {Shown(value)}, which would make the module an owner of the cluster", value, "any role but owner");

    public static Problem Yaml(string path, long line, string reason) => new(
        "LH1010", ProblemKind.Image, Text($"{path}:{line}: {reason}"), path);

    public static Problem YamlSize(string path, int limit) => Refused(
        "LH1011", ProblemKind.Image, $"{path} is too large", path, $"a YAML file of at most {limit / 1024} KiB");

    public static Problem SampleEntry(string path, int line, string name) => Refused(
        "LH1012", ProblemKind.Image, $"{path}:{line}: {Shown(name)} is not allowed here", name, "labels with names and texts, image, expect");

    public static Problem SampleWithoutLabels(string path) => Refused(
        "LH1013", ProblemKind.Image, $"{path} is not a sample", path, "a YAML file with labels: and under it the labels of an image");

    public static Problem FileUnreadable(string path, string reason) => new(
        "LH1014", ProblemKind.Image, Text($"{path} cannot be read: {reason.TrimEnd('.')}"), path);

    public static Problem DemandNumber(int value, PortRange band) => Refused(
        "LH1015", ProblemKind.InvalidRequest, $"a demand of {value} ports is not valid", Text($"{value}"), $"a whole number from 0 to {band.Count}");

    // LH11xx: requests

    public static Problem ModuleName(string value) => Refused(
        "LH1101", ProblemKind.InvalidRequest, $"module name {Shown(value)} is not valid", value, "1 to 255 of the characters A-Z a-z 0-9 _ . -, starting with a letter or digit");

    public static Problem Protocol(string value) => Refused(
        "LH1102", ProblemKind.InvalidRequest, $"protocol {Shown(value)} is not valid", value, "tcp or udp");

    public static Problem Count(int value, PortRange band) => new(
        "LH1103", ProblemKind.InvalidRequest, Text($"invalid port count {value}: must be 1 to {band.Count}"), Text($"{value}"), Text($"a number from 1 to {band.Count}, the size of the band {band}"));

    public static Problem CountText(string value) => new(
        "LH1104", ProblemKind.InvalidRequest, $"invalid port count {Shown(value)}: must be a whole number from 1 to 65535", value, "a whole number from 1 to 65535");

    public static Problem EngineAddress(string source, string value) => Refused(
        "LH1106", ProblemKind.InvalidRequest, $"{source} is {Shown(value)}", value, Images.EngineAddress.Accepted);

    public static Problem Timeout(string value) => Refused(
        "LH1107", ProblemKind.InvalidRequest, $"--timeout {Shown(value)} is not valid", value, "seconds, from 1 to 3600");

    public static Problem Usage(string message) => new("LH1108", ProblemKind.InvalidRequest, message);

    /// <param name="reason">Why there is none, and where others may be; <see langword="null"/>: 'labelhook list' shows those that there are.</param>
    public static Problem ModuleUnknown(ModuleName module, string? reason = null) => new(
        "LH1109", ProblemKind.Host, $"module {Shown(module.ToString())} not found; {reason ?? "see 'labelhook list'"}", module.ToString());

    public static Problem Ports(string value) => Refused(
        "LH1111", ProblemKind.InvalidRequest, $"ports {Shown(value)} are not valid", value, "a port or a block from 1 to 65535, as in 20001 or 20001-20004");

    public static Problem FilePath(string option, string value) => Refused(
        "LH1110", ProblemKind.InvalidRequest, $"{option} {Shown(value)} is not valid", value, "the path of a file or folder");

    public static Problem Shell(string value, string known) => Refused(
        "LH1140", ProblemKind.InvalidRequest, $"shell {Shown(value)} is not known", value, known);

    public static Problem Port(string value) => Refused(
        "LH1120", ProblemKind.InvalidRequest, $"port {Shown(value)} is not valid", value, "a port from 1 to 65535, as in 20001, 20001/tcp or 20001/udp");

    public static Problem Picture(string path, string reason) => new(
        "LH1121", ProblemKind.Host, $"picture {Shown(path, path.Length)} cannot be written: {reason.TrimEnd('.')}", path);

    // LH12xx: configuration

    public static Problem ConfigurationKey(string path, int line, string key, string known) => Refused(
        "LH1201", ProblemKind.Configuration, $"{path}:{line}: unknown key {Shown(key)}", key, known);

    public static Problem ConfigurationValue(string path, int line, string key, string value, string accepted) => Refused(
        "LH1202", ProblemKind.Configuration, $"{path}:{line}: {key} is {Shown(value)}", value, accepted);

    public static Problem NoHome(ModuleName module) => new(
        "LH1203", ProblemKind.Configuration, $"the configured environment file is in {{home}}, but user {module} does not exist; create the user or use --env-file", module.ToString());

    // LH20xx: images and engines

    public static Problem ImageReference(string value) => Refused(
        "LH2001", ProblemKind.InvalidRequest, $"image {Shown(value)} is not valid", value, AcceptedImages);

    public static Problem ImageTransport(string value, string transport) => Refused(
        "LH2056", ProblemKind.InvalidRequest, $"image {Shown(value)} cannot be read: transport {transport}: is not supported", value, AcceptedImages);

    public static Problem StoreMissing(string image) => new(
        "LH2057", ProblemKind.Engine, $"image {Shown(image)} not found: this host has no podman store", image);

    public static Problem ImageMissing(string image, IReadOnlyCollection<string> asked) => new(
        "LH2002", ProblemKind.Image, $"image {Shown(image)} not found (searched {string.Join(", ", asked)}); pull it or use --pull", image);

    public static Problem ImageAmbiguous(string image, IEnumerable<string> names) => new(
        "LH2003", ProblemKind.Image, $"image {Shown(image)} could be any of {string.Join(", ", names)}; give the full name", image);

    public static Problem ImageIsList(string image, string platform) => new(
        "LH2004", ProblemKind.Image, $"image {Shown(image)} is a list of images for several platforms and has none for {platform} here; pull that one", image);

    public static Problem StoreUnreadable(string store, string image, string reason) => new(
        "LH2005", ProblemKind.Engine, $"{store} cannot be read for image {Shown(image)}: {reason.TrimEnd('.')}", image);

    public static Problem StoreUnlisted(string store, string reason) => new(
        "LH2012", ProblemKind.Engine, $"{store} cannot be read: {reason.TrimEnd('.')}");

    public static Problem NoEngine(string request) => new(
        "LH2006", ProblemKind.Engine, $"no container engine found for {request}: no podman store and no podman or docker socket; start one, or set --engine");

    public static Problem EngineDown(string engine, string request, string reason) => new(
        "LH2007", ProblemKind.Engine, $"{engine} cannot be asked for {request}: {reason.TrimEnd('.')}; start it, or name another with --engine");

    public static Problem EngineSilent(string engine, string request, TimeSpan wait) => new(
        "LH2008", ProblemKind.Engine, Text($"{engine} did not answer for {request} within {wait.TotalSeconds:0} s; see what it does, or allow more with --timeout"));

    public static Problem EngineRefused(string engine, string request, int status, string answer) => new(
        "LH2009", ProblemKind.Engine, Text($"{engine} refused to give {request} with status {status}: {Shown(answer.Trim())}"));

    public static Problem DockerContext(string name, string folder) => new(
        "LH2010", ProblemKind.Engine, $"docker's context {Shown(name)} is not in {folder}; name the engine with --engine", name);

    public static Problem EngineUnclear(string engine, string request) => new(
        "LH2011", ProblemKind.Engine, $"{engine} was asked for {request} and answered with something else; is it a container engine?");

    public static Problem EngineLeft(string engine) => new(
        "LH2013", ProblemKind.Engine, $"{engine} stopped reporting events");

    public static Problem PullFailed(string engine, string image, string reason) => new(
        "LH2014", ProblemKind.Engine, $"{engine} could not pull image {Shown(image)}: {Plain(reason).TrimEnd('.')}", image);

    public static Problem PullOfFile(string image) => Refused(
        "LH2015", ProblemKind.InvalidRequest, $"--pull was given with {Shown(image)}, which is not in a registry", image, "--pull with an image reference");

    public static Problem PullWithoutEngine(string image) => new(
        "LH2016", ProblemKind.Engine, $"there is no engine that could pull image {Shown(image)}: no podman or docker socket; start podman.socket or dockerd, or pull it with 'podman pull'", image);

    // LH206x: how engines are reached, and what they answer

    /// <param name="what">The engine, or what names it.</param>
    /// <param name="does">That it speaks TLS, or asks for it.</param>
    public static Problem EngineTls(string what, string does) => new(
        "LH2060",
        ProblemKind.Engine,
        $"{what} {does}, and labelhook does not speak TLS; name the engine by its socket or by a host without TLS: {Images.EngineAddress.Accepted}");

    public static Problem EngineExcess(string engine, string request, string limit) => new(
        "LH2061", ProblemKind.Engine, $"{engine} was asked for {request} and answered with more than {limit}");

    public static Problem EngineHeadExcess(string engine, string request) => new(
        "LH2062", ProblemKind.Engine, $"{engine} was asked for {request} and answered with headers of more than 64 KiB; is it a container engine?");

    public static Problem EngineNotHttp(string engine, string request, bool isSocket) => new(
        "LH2063",
        ProblemKind.Engine,
        $"{engine} was asked for {request} and answered with something that is not HTTP; is it a container engine{(isSocket ? "" : " without TLS")}?");

    public static Problem EngineEnded(string engine, string request, bool isSocket) => new(
        "LH2064",
        ProblemKind.Engine,
        $"{engine} closed the connection before it had answered for {request}; is it a container engine{(isSocket ? "" : " without TLS")}?");

    public static Problem EngineElsewhere(string engine, string request, string location) => new(
        "LH2065", ProblemKind.Engine, $"{engine} was asked for {request} and pointed to {Shown(location)}; name the engine itself with --engine");

    public static Problem EngineLabelsUnknown(string engine, string image) => new(
        "LH2066", ProblemKind.Image, $"{engine} does not have the configuration of image {Shown(image)}, so its labels are unknown; pull the image again", image);

    public static Problem EngineOtherImage(string engine, string image, string other) => new(
        "LH2067", ProblemKind.Engine, $"{engine} was asked for image {Shown(image)} and answered for {Shown(other)}", image);

    public static Problem DockerFile(string path, string reason) => new(
        "LH2068", ProblemKind.Engine, $"docker's file {Shown(path, path.Length)} cannot be used: {reason}; name the engine with --engine", path);

    public static Problem DockerContextHost(string name, string path) => new(
        "LH2069", ProblemKind.Engine, $"docker's context {Shown(name)} names no engine in {Shown(path, path.Length)}; name one with --engine", name);

    // LH204x: scans

    public static Problem ImageRefused(string image, ModuleName module, IReadOnlyList<Problem> problems) => new(
        "LH2040",
        ProblemKind.Image,
        $"image {Shown(image)} was not installed {(problems.Any(problem => problem.IsLate) ? $"in full as {module}" : $"as {module}, which keeps what it has")}: {string.Join("; ", problems.Select(problem => problem.Message))}",
        image) { IsLate = problems.Any(problem => problem.IsLate) };

    public static Problem ImageOfAnother(string image, ModuleName module, string repository) => Refused(
        "LH2041", ProblemKind.Image, $"image {Shown(image)} would be module {module}, which is made of {Shown(repository)}", image, "a module of its own under modules: in the configuration");

    public static Problem ImageWithoutModule(string image) => Refused(
        "LH2042", ProblemKind.Image, $"no module can be named after image {Shown(image)}", image, "a module for it under modules: in the configuration");

    // LH208x: whose module and whose image it is

    public static Problem ModuleIsNs8s(ModuleName module, string? path) => new(
        "LH2080",
        ProblemKind.InvalidRequest,
        $"module {module} belongs to NethServer 8{(path is null ? "" : $", which writes {Shown(path, path.Length)}")}; update it there, LabelHook does not change its ports",
        module.ToString());

    public static Problem LabelGone(string image, ModuleName module, Protocol protocol, PortRange ports) => new(
        "LH2081",
        ProblemKind.Image,
        $"label {Images.ModuleLabels.DemandLabel(protocol)} is missing, and {module} would lose {protocol.Lower()} ports {ports}; if that is meant, run 'labelhook install {module} {image}'",
        image);

    public static Problem LabelsGone(string image, ModuleName module) => new(
        "LH2082",
        ProblemKind.Image,
        $"it has none of the labels that {module} got its ports for; if that is meant, run 'labelhook install {module} {image}'",
        image);

    // LH202x: images in files and folders; their content is untrusted

    public static Problem ImageFileName(string value) => Refused(
        "LH2020", ProblemKind.InvalidRequest, $"image {Shown(value)} is not valid", value, "oci:DIR[:TAG], oci-archive:FILE[:TAG] or docker-archive:FILE[:REFERENCE], with @0 for the first image where it has no name");

    public static Problem ImageFileUnreadable(string path, string reason) => new(
        "LH2021", ProblemKind.Image, $"image file {Shown(path, path.Length)} cannot be read: {reason.TrimEnd('.')}", path);

    public static Problem ImageFileSlow(string path, TimeSpan wait) => new(
        "LH2022", ProblemKind.Image, Text($"image file {Shown(path, path.Length)} could not be read within {wait.TotalSeconds:0} s; allow more with --timeout"), path);

    public static Problem ArchiveFormat(string path) => Refused(
        "LH2023", ProblemKind.Image, $"{Shown(path, path.Length)} is not an archive", path, "a tar file, plain or compressed with gzip, bzip2, xz or zstd");

    public static Problem ArchiveDamaged(string path, string reason) => new(
        "LH2024", ProblemKind.Image, $"archive {Shown(path, path.Length)} is damaged: {reason.TrimEnd('.')}", path);

    public static Problem ArchiveEntryMissing(string path, string entry) => new(
        "LH2025", ProblemKind.Image, $"{Shown(path, path.Length)} lacks {Shown(entry)}: it is not whole, or no image of that kind", entry);

    public static Problem ArchiveEntrySize(string path, string entry, int limit) => Refused(
        "LH2026", ProblemKind.Image, $"{Shown(entry)} in {Shown(path, path.Length)} is too large", entry, $"at most {limit / 1024 / 1024} MiB");

    public static Problem ArchiveEntryKind(string path, string entry, string kind) => Refused(
        "LH2027", ProblemKind.Image, $"{Shown(entry)} in {Shown(path, path.Length)} cannot be used: {kind}", entry, "a regular file");

    public static Problem DigestInvalid(string path, string value) => Refused(
        "LH2028", ProblemKind.Image, $"{Shown(path, path.Length)} names a digest {Shown(value)}", value, "sha256: and 64 hexadecimal digits in lower case");

    public static Problem DigestWrong(string path, string expected, string found) => new(
        "LH2029", ProblemKind.Image, $"{Shown(path, path.Length)} is damaged: expected {expected}, found {found}", expected);

    public static Problem ImageJson(string path, string entry, string reason, string accepted) => Refused(
        "LH2030", ProblemKind.Image, $"{Shown(entry)} in {Shown(path, path.Length)} cannot be used: {reason}", entry, accepted);

    public static Problem NoSuchImage(string path, string name, IReadOnlyCollection<string> names) => new(
        "LH2031", ProblemKind.Image, $"{Shown(path, path.Length)} has no image {Shown(name)}: {Some(names, "none in it has a name")}", name);

    public static Problem SeveralImages(string path, IReadOnlyCollection<string> names) => new(
        "LH2032", ProblemKind.Image, $"{Shown(path, path.Length)} contains several images, name one after a colon: {Some(names, "but none of them has a name")}", path);

    public static Problem NoImage(string path) => new(
        "LH2033", ProblemKind.Image, $"{Shown(path, path.Length)} contains no image", path);

    public static Problem PlatformMissing(string path, string platform, IReadOnlyCollection<string> platforms) => new(
        "LH2034", ProblemKind.Image, $"{Shown(path, path.Length)} has no image for {platform}: {Some(platforms, "none is for any platform")}", platform);

    public static Problem IndexTooDeep(string path, int depth, int count) => new(
        "LH2035", ProblemKind.Image, Text($"{Shown(path, path.Length)} has its image in more than {depth} nested lists, or {count} in all"), path);

    public static Problem Artifact(string path, string type) => Refused(
        "LH2070",
        ProblemKind.Image,
        $"{Shown(path, path.Length)} contains an artifact, not an image: its configuration is of type {Shown(type)}",
        type,
        Images.Manifest.ImageTypes);

    public static Problem ArchiveWindow(string path, int limit) => Refused(
        "LH2071",
        ProblemKind.Image,
        $"archive {Shown(path, path.Length)} needs more than {limit / 1024 / 1024} MiB of memory to be unpacked; unpack it with xz or zstd first",
        path,
        "a plain tar file, or one that is compressed with less memory");

    // LH205x: podman's configuration and stores

    public static Problem PodmanFileUnreadable(string path, string reason) => new(
        "LH2050", ProblemKind.Engine, $"{Shown(path, path.Length)} cannot be read: {Plain(reason).TrimEnd('.')}", path);

    public static Problem PodmanSetting(string path, string name, string accepted) => Refused(
        "LH2051", ProblemKind.Engine, $"{name} in {Shown(path, path.Length)} is not valid", name, accepted);

    public static Problem StorageDriver(string driver, string accepted) => Refused(
        "LH2052", ProblemKind.Engine, $"podman's storage driver {Shown(driver)} is not known", driver, accepted);

    public static Problem StoragePath(string setting, string path, string accepted) => Refused(
        "LH2053", ProblemKind.Engine, $"podman's {setting} {Shown(path, path.Length)} cannot be used", path, accepted);

    public static Problem StorageVariable(string setting, string path, string variable) => new(
        "LH2054", ProblemKind.Engine, $"podman's {setting} {Shown(path, path.Length)} names the variable {variable}, which is not set", path);

    public static Problem StorageDrivers(string graphRoot, IEnumerable<string> drivers) => new(
        "LH2055", ProblemKind.Engine, $"podman's store {graphRoot} has images of several storage drivers: {string.Join(", ", drivers)}; set driver in storage.conf", graphRoot);

    // LH30xx: ports and their database

    public static Problem BandExhausted(Protocol protocol, int count, PortRange band, int largest, IReadOnlyCollection<int> busy, IReadOnlyCollection<HeldRange> reserved) => new(
        "LH3001", ProblemKind.BandExhausted,
        Text($"no {count} consecutive {protocol.Lower()} ports are free in {band}: the largest free block has {largest}")
            + (busy.Count == 0 ? "" : Text($", and {busy.Count} unallocated ports are in use"))
            + string.Concat(reserved.Take(MaxReservations).Select(row => $", {row.Ports} is reserved for {Shown(Reservation.Reason(row.Module)!)}"))
            + (reserved.Count > MaxReservations ? Text($", and {reserved.Count - MaxReservations} more blocks are reserved") : ""),
        Text($"{count}"));

    /// <param name="holder">Who holds it; <see langword="null"/> when that cannot be seen.</param>
    public static Problem DatabaseBusy(string path, string? holder) => new(
        "LH3002", ProblemKind.Storage, $"ports database {path} is busy, held by {Plain(holder ?? "another program")}; try again, or allow more with --timeout", path);

    public static Problem DatabaseDamaged(string path) => new(
        "LH3003", ProblemKind.Storage, $"ports database {path} is damaged, not a SQLite database, or on an unreadable disk; restore it from a backup (it was not changed)", path);

    public static Problem DatabaseForeign(string path, IEnumerable<string> tables) => new(
        "LH3004", ProblemKind.Storage, $"{path} is the database of another program, with {Shown(string.Join(", ", tables))}; it was not changed", path);

    public static Problem DatabaseVersion(string path, string found, int known) => new(
        "LH3005", ProblemKind.Storage, Text($"ports database {path} has schema {found}, but this labelhook supports {known}; use a newer labelhook (it was not changed)"), path);

    public static Problem DatabaseTrouble(string path, string reason) => new(
        "LH3006", ProblemKind.Storage, $"ports database {path} cannot be used: {reason}", path);

    public static Problem DatabaseRule(string path, string reason) => new(
        "LH3007", ProblemKind.Storage, $"ports database {path} refused the change: {reason}", path);

    public static Problem DatabaseLost(string path, bool isEmpty, string trace) => new(
        "LH3008", ProblemKind.Storage, $"ports database {path} is {(isEmpty ? "empty" : "missing")}, but {trace}; restore a backup or run 'labelhook adopt'", path);

    /// <param name="verb">What was to be done with them: claim, reserve.</param>
    public static Problem PortsTaken(PortRange ports, Protocol protocol, string verb, HeldRange by) => new(
        "LH3009",
        ProblemKind.Conflict,
        $"cannot {verb} {protocol.Lower()} ports {ports}: " + (Reservation.Reason(by.Module) is { } reason ? $"{by.Ports} is reserved for {Shown(reason)}" : $"already allocated to {Owner(by.Module)}"),
        ports.ToString());

    public static Problem Reason(string value) => Refused(
        "LH3010", ProblemKind.InvalidRequest, $"--reason {Shown(value)} is not valid", value, $"1 to {Reservation.MaxReason} characters on one line");

    // What else is true when an error comes late

    public static Problem CommitUnknown(Problem problem) =>
        problem with { Message = problem.Message + "; it is unknown whether the change was made" };

    public static Problem RegistryChanged(Problem problem, ModuleName module) =>
        problem with { Message = problem.Message + $"; the ports database was already changed, see 'labelhook list {module}'", IsLate = true };

    public static Problem EnvironmentChanged(Problem problem) =>
        problem with { Message = problem.Message + "; the environment file was already changed", IsLate = true };

    // LH31xx: callers

    public static Problem Caller(string value) => Refused(
        CallerCode, ProblemKind.InvalidRequest, $"caller {Shown(value)} is not valid", value, "module/ID");

    public static Problem NotItsOwn(ModuleName caller, ModuleName module) => new(
        "LH3102", ProblemKind.Denied, $"permission denied: module {caller} may change only its own ports, not those of {module}", module.ToString());

    public static Problem NeverInstalled(ModuleName module) => new(
        "LH3103", ProblemKind.Denied, $"permission denied: module {module} was never installed, so its roles are unknown; run 'labelhook install {module} IMAGE' first", module.ToString());

    public static Problem RoleMissing(ModuleName module, string role) => new(
        "LH3104", ProblemKind.Denied, $"permission denied: the image of {module} lacks role {role}", role);

    public static Problem OverDemand(ModuleName module, Protocol protocol, int wanted, int demand) => new(
        OverDemandCode, ProblemKind.Denied, Text($"module {module} would have {wanted} {protocol.Lower()} ports, but its image demands {demand}; raise the label org.nethserver.{protocol.Lower()}-ports-demand and install the image again"), Text($"{wanted}"));

    public static Problem NotOfNs8(ModuleName module) => new(
        "LH3106", ProblemKind.Conflict, $"module {module} was installed by 'labelhook install' and must be changed with it", module.ToString());

    public static Problem Json(string wrong, string accepted) => new(
        JsonCode, ProblemKind.InvalidRequest, $"the request on standard input {wrong}; accepted: {accepted}", null, accepted);

    public static Problem TaskUser(string? user, string module) => new(
        "LH3210", ProblemKind.Denied, user is null
            ? "permission denied: AGENT_TASK_USER is not set, so the caller is unknown"
            : $"permission denied: {Shown(user)} must not change the ports of module {Shown(module)}", user);

    public static Problem TaskDemand(string value) => Refused(
        "LH3211", ProblemKind.InvalidRequest, $"demand {Shown(value)} is not valid", value, "a whole number from 0 to 65535");

    // LH33xx: adoption and checks

    public static Problem EnvironmentContradiction(string path, string contradiction) => new(
        "LH3300", ProblemKind.EnvironmentFile, $"environment file {Shown(path, path.Length)} cannot be adopted: {contradiction}; correct it, then adopt again", path);

    public static Problem AdoptionConflict(Adoptions.AdoptedBlock block, Adoptions.AdoptedBlock other) => new(
        "LH3301", ProblemKind.Storage, $"{Contradiction(block, other)}; correct one of them, nothing was written", block.Ports.ToString());

    public static Problem AcceptedMissing(ModuleName module) => new(
        "LH3400", ProblemKind.EnvironmentFile, $"cannot accept {module}: it has no environment file that can be adopted, nothing was written", module.ToString());

    /// <param name="most">How many are taken from a file that the module's user can write.</param>
    public static Problem AdoptionTooMany(Adoptions.ModuleFile file, Protocol protocol, int count, int most) => Waiting(
        "LH3401", file, Text($"it lists {count} {protocol.Lower()} ports, but its user can write to it: at most {most} are adopted automatically"));

    public static Problem AdoptionOutside(Adoptions.ModuleFile file, Adoptions.AdoptedBlock block, PortRange band) => Waiting(
        "LH3402", file, $"it lists {block.Protocol.Lower()} ports {block.Ports}, which are outside the band {band}, and its user can write to it");

    public static Problem AdoptionOfContested(Adoptions.ModuleFile file, Protocol protocol, PortRange ports, Adoptions.ModuleFile rival) => Waiting(
        "LH3403", file, $"it lists {protocol.Lower()} ports {ports}, and so does {rival.Path}");

    public static Problem AdoptionOfTaken(Adoptions.ModuleFile file, Adoptions.AdoptedBlock block, Adoptions.AdoptedBlock other) => new(
        "LH3404", ProblemKind.EnvironmentFile, $"left out {file.Module}: {Contradiction(block, other)}; correct the file, then adopt again", file.Module.ToString());

    public static Problem DatabaseMissing(string path) => new(
        "LH3303", ProblemKind.Storage, $"ports database {Shown(path, path.Length)} is missing or empty", path);

    public static Problem ModuleInUse(ModuleName module, IEnumerable<string> uses) => new(
        "LH3410", ProblemKind.Conflict, $"module {module} is in use: {string.Join("; ", uses)}; stop it first, or use --force", module.ToString());

    public static Problem UseUnknown(ModuleName module, string reason) => new(
        "LH3411", ProblemKind.Host, $"cannot see whether module {module} is in use: {reason.TrimEnd('.')}; use --force to remove it anyway", module.ToString());

    // LH40xx: environment files

    /// <param name="error">The kernel's number; 0 when the reason is not its.</param>
    public static Problem EnvironmentPath(string path, string reason, int error = 0) => new(
        "LH4001", ProblemKind.EnvironmentFile, $"environment file {Shown(path, path.Length)} cannot be used: {reason}", path)
    {
        IsOfSystem = Interop.Errno.IsOfSystem(error),
    };

    public static Problem EnvironmentPathIsLink(string path, string name) => new(
        "LH4002", ProblemKind.EnvironmentFile, $"environment file in {Shown(path, path.Length)} cannot be used: {Shown(name)} is a symbolic link in a folder that others can write to", path);

    /// <param name="holder">Who holds it; <see langword="null"/> when that cannot be seen.</param>
    public static Problem EnvironmentBusy(string path, TimeSpan wait, string? holder) => new(
        "LH4003", ProblemKind.EnvironmentFile, Text($"{path} is busy: {Plain(holder ?? "another process")} held the lock for {wait.TotalSeconds:0} s; try again, or allow more with --timeout"), path);

    public static Problem EnvironmentLine(string path, int line, string reason) => new(
        "LH4004", ProblemKind.EnvironmentFile, Text($"environment file {path} line {line} {reason}; correct the line, nothing was written"), path);

    public static Problem EnvironmentElsewhere(ModuleName module, string path, string before) => Refused(
        "LH4005", ProblemKind.EnvironmentFile, $"module {module} already has an environment file, but not {Shown(path, path.Length)}", path, $"{before}, or another one after 'labelhook remove {module}'");

    public static Problem EnvironmentShared(string path, string owner) => new(
        "LH4007", ProblemKind.EnvironmentFile, $"environment file {Shown(path, path.Length)} belongs to module {Shown(owner)}; each module needs its own", path);

    public static Problem ModuleBusy(ModuleName module) => new(
        ModuleBusyCode, ProblemKind.Storage, $"module {module} is being changed by other processes; try again", module.ToString());

    public static Problem EnvironmentMissing(ModuleName module, string path) => new(
        "LH4006", ProblemKind.EnvironmentFile, $"module {module} has no environment file at {path}; install it again", path);

    // LH402x: environment files and what they lie on

    public static Problem EnvironmentIsMountPoint(string path, string folder) => new(
        "LH4020", ProblemKind.EnvironmentFile, $"environment file {Shown(path, path.Length)} is a mount point and cannot be replaced; mount its folder {Shown(folder, folder.Length)} instead", path);

    public static Problem EnvironmentFolderGone(ModuleName module, string path) => new(
        "LH4021",
        ProblemKind.EnvironmentFile,
        $"folder of environment file {Shown(path, path.Length)} of module {module} not found; if it moved, run 'labelhook install {module} IMAGE --env-file FILE' with its new path",
        path);

    // LH50xx: running commands

    public static Problem CommandNotFound(string command) => new(
        "LH5001", ProblemKind.Host, $"command {Shown(command)} not found", command);

    public static Problem CommandFailed(string command, string reason) => new(
        "LH5002", ProblemKind.Host, $"command {Shown(command)} cannot be run: {reason}", command);

    public static Problem InterpreterMissing(string command) => new(
        "LH5010", ProblemKind.Host, $"command {Shown(command)} cannot be run: interpreter not found", command);

    public static Problem NeverRecorded(ModuleName module) => new(
        "LH5011", ProblemKind.Host, $"module {module} has ports, but was never installed and has no environment file; run 'labelhook install {module} IMAGE' first", module.ToString());

    public static Problem SignalsFailed(string reason) => new(
        "LH5004", ProblemKind.Host, $"the process cannot handle signals: {reason.TrimEnd('.')}");

    public static Problem OutputFailed(string reason) => new(
        "LH5003", ProblemKind.Host, $"done, but the result could not be printed: {reason.TrimEnd('.')}");

    // LH90xx: the unexpected

    public static Problem Unexpected(Exception error) => new(
        "LH9001", ProblemKind.Host, $"internal error: {error.GetType().Name}: {error.Message}; please report it");

    /// <summary>An image as what is asked for.</summary>
    public static string Image(string image) => $"image {Shown(image)}";

    /// <summary>Who holds ports: a module, or a reservation with its reason.</summary>
    public static string Owner(string owner) =>
        Reservation.Reason(owner) is { } reason ? $"the reservation {Shown(reason)}" : LabelHook.ModuleName.TryParse(owner, out var module, out _) ? module.ToString() : Shown(owner);

    /// <summary>An untrusted value between quotes: control characters escaped, cut when it is long.</summary>
    public static string Shown(string value, int limit = MaxShown)
    {
        var shown = new StringBuilder("\"");
        foreach (var rune in value.EnumerateRunes().Take(limit))
            PrintableText.Append(shown, rune);
        return shown.Append(value.EnumerateRunes().Skip(limit).Any() ? "…\"" : "\"").ToString();
    }

    /// <summary>The first few of many untrusted names.</summary>
    private static string Some(IReadOnlyCollection<string> names, string none) => names.Count == 0
        ? none
        : "it has " + string.Join(", ", names.Take(MaxNames).Select(name => Shown(name))) + (names.Count > MaxNames ? Text($" and {names.Count - MaxNames} more") : "");

    /// <summary>The words of another program, made fit for a line.</summary>
    private static string Plain(string words) => words.EnumerateRunes().Any(PrintableText.IsHidden) ? Shown(words) : words;

    private static string Contradiction(Adoptions.AdoptedBlock block, Adoptions.AdoptedBlock other) =>
        $"{block.Protocol.Lower()} ports {block.Ports} of {Owner(block.Owner)} in {block.From} contradict {other.Ports} of {Owner(other.Owner)} in {other.From}";

    private static Problem Waiting(string code, Adoptions.ModuleFile file, string reason) => new(
        code, ProblemKind.EnvironmentFile, $"left out {file.Path}: {reason}; if it is right, run 'labelhook adopt --accept {file.Module}'", file.Module.ToString());

    private static Problem Refused(string code, ProblemKind kind, string what, string value, FormattableString accepted) =>
        Refused(code, kind, what, value, Text(accepted));

    private static Problem Refused(string code, ProblemKind kind, string what, string value, string accepted) =>
        new(code, kind, $"{what}; accepted: {accepted}", value, accepted);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
