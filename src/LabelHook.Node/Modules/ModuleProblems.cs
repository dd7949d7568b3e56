using LabelHook.Database;
using LabelHook.Labels;
using static LabelHook.Wording;

namespace LabelHook.Modules;

internal static class ModuleProblems
{
    public const string CallerCode = "LH3101";

    public const string OverDemandCode = "LH3105";

    public const string BusyCode = "LH4008";

    // Whether a problem concerns a single module: a database that cannot be used concerns all.
    public static bool ConcernsModule(Problem problem) =>
        problem.Kind != ProblemKind.Storage || problem.Code == BusyCode;

    // reason: Why it is not found, and where it may be; null to refer to 'labelhook list'.
    public static Problem Unknown(ModuleName module, string? reason = null) => new(
        "LH1109", ProblemKind.Host, $"module {Shown(module.ToString())} not found; {reason ?? "see 'labelhook list'"}", module.ToString());

    public static Problem OwnedByNs8(ModuleName module, string? path) => new(
        "LH2080",
        ProblemKind.InvalidRequest,
        $"module {module} belongs to NethServer 8{(path is null ? "" : $", which writes {Shown(path, path.Length)}")}; update it there, LabelHook does not change its ports",
        module.ToString());

    public static Problem LabelGone(string image, ModuleName module, Protocol protocol, PortRange ports) => new(
        "LH2081",
        ProblemKind.Image,
        $"label {ModuleLabels.DemandLabel(protocol)} is missing, and {module} would lose {protocol.Lower()} ports {ports}; if that is meant, run 'labelhook install {module} {image}'",
        image);

    public static Problem Reason(string value) => Refused(
        "LH3010", ProblemKind.InvalidRequest, $"--reason {Shown(value)} is not valid", value, $"1 to {Reservation.MaxReason} characters on one line");

    public static Problem DatabaseChanged(Problem problem, ModuleName module) => problem with
    {
        Message = problem.Message + $"; the ports database was already changed, see 'labelhook list {module}'",
        IsLate = true,
    };

    public static Problem Caller(string value) => Refused(
        CallerCode, ProblemKind.InvalidRequest, $"caller {Shown(value)} is not valid", value, "module/ID");

    public static Problem NotItsOwn(ModuleName caller, ModuleName module) => new(
        "LH3102", ProblemKind.Denied, $"permission denied: module {caller} may change only its own ports, not those of {module}", module.ToString());

    public static Problem NeverInstalled(ModuleName module) => new(
        "LH3103", ProblemKind.Denied, $"permission denied: module {module} was never installed, so its roles are unknown; run 'labelhook install {module} IMAGE' first", module.ToString());

    public static Problem RoleMissing(ModuleName module, string role) => new(
        "LH3104", ProblemKind.Denied, $"permission denied: the image of {module} lacks role {role}", role);

    public static Problem OverDemand(ModuleName module, Protocol protocol, int wanted, int demand) => new(
        OverDemandCode, ProblemKind.Denied, $"module {module} would have {wanted} {protocol.Lower()} ports, but its image demands {demand}; raise the label org.nethserver.{protocol.Lower()}-ports-demand and install the image again", $"{wanted}");

    public static Problem TaskUser(string? user, string module) => new(
        "LH3210", ProblemKind.Denied, user is null
            ? "permission denied: AGENT_TASK_USER is not set, so the caller is unknown"
            : $"permission denied: {Shown(user)} must not change the ports of module {Shown(module)}", user);

    public static Problem NoPorts(ModuleName module, Protocol protocol) => new(
        "LH3107", ProblemKind.Host, $"module {module} has no {protocol.Lower()} ports", module.ToString());

    public static Problem NothingToFix(string image, Protocol protocol) => new(
        "LH3108",
        ProblemKind.InvalidRequest,
        $"image {Shown(image)} demands no {protocol.Lower()} ports, so --{protocol.Lower()}-port has no effect",
        image);

    public static Problem EnvironmentShared(string path, string owner) => new(
        "LH4007", ProblemKind.EnvironmentFile, $"environment file {Shown(path, path.Length)} belongs to module {Shown(owner)}; each module needs its own", path);

    public static Problem Busy(ModuleName module) => new(
        BusyCode, ProblemKind.Storage, $"module {module} is being changed by other processes; try again", module.ToString());

    public static Problem EnvironmentMissing(ModuleName module, string path) => new(
        "LH4006", ProblemKind.EnvironmentFile, $"module {module} has no environment file at {path}; install it again", path);

    public static Problem NeverRecorded(ModuleName module) => new(
        "LH5011", ProblemKind.Host, $"module {module} has ports, but was never installed and has no environment file; run 'labelhook install {module} IMAGE' first", module.ToString());
}
