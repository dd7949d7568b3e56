using static LabelHook.Wording;

namespace LabelHook.Cli.Output;

internal static class ProgramProblems
{
    public const string JsonCode = "LH3201";

    public static Problem CountText(string value) => new(
        "LH1104", ProblemKind.InvalidRequest, $"invalid port count {Shown(value)}: must be a whole number from 1 to 65535", value, "a whole number from 1 to 65535");

    public static Problem ImageCount(string image, string value, int max) => new(
        "LH1112",
        ProblemKind.InvalidRequest,
        $"invalid count {Shown(value)} of image {Shown(image)}: must be a whole number from 1 to {max}",
        value,
        $"a whole number from 1 to {max}");

    public static Problem Timeout(string value) => Refused(
        "LH1107", ProblemKind.InvalidRequest, $"--timeout {Shown(value)} is not valid", value, "seconds, from 1 to 3600");

    public static Problem Usage(string message) => new("LH1108", ProblemKind.InvalidRequest, message);

    public static Problem FilePath(string option, string value) => Refused(
        "LH1110", ProblemKind.InvalidRequest, $"{option} {Shown(value)} is not valid", value, "the path of a file or folder");

    public static Problem Shell(string value, string known) => Refused(
        "LH1140", ProblemKind.InvalidRequest, $"shell {Shown(value)} is not known", value, known);

    public static Problem Port(string value) => Refused(
        "LH1120", ProblemKind.InvalidRequest, $"port {Shown(value)} is not valid", value, "a port from 1 to 65535, as in 20001, 20001/tcp or 20001/udp");

    public static Problem Ports(string value) => Refused(
        "LH1122", ProblemKind.InvalidRequest, $"ports {Shown(value)} are not valid", value, "a port or a range, as in 20001, 20001/tcp or 20001-20010/udp");

    public static Problem Time(string value) => Refused(
        "LH1130", ProblemKind.InvalidRequest, $"time {Shown(value)} is not valid", value, "2026-11-22, 2026-11-22 10:30, 2026-11-22T10:30:00Z, or how long ago as in 90m, 24h or 7d");

    public static Problem Json(string wrong, string accepted) => new(
        JsonCode, ProblemKind.InvalidRequest, $"the request on standard input {wrong}; accepted: {accepted}", null, accepted);

    public static Problem TaskDemand(string value) => Refused(
        "LH3211", ProblemKind.InvalidRequest, $"demand {Shown(value)} is not valid", value, "a whole number from 0 to 65535");

    public static Problem CommandNotFound(string command) => new(
        "LH5001", ProblemKind.Host, $"command {Shown(command)} not found", command);

    public static Problem CommandFailed(string command, string reason) => new(
        "LH5002", ProblemKind.Host, $"command {Shown(command)} cannot be run: {reason}", command);

    public static Problem InterpreterMissing(string command) => new(
        "LH5010", ProblemKind.Host, $"command {Shown(command)} cannot be run: interpreter not found", command);

    public static Problem SignalsFailed(string reason) => new(
        "LH5004", ProblemKind.Host, $"the process cannot handle signals: {reason.TrimEnd('.')}");

    public static Problem OutputFailed(string reason) => new(
        "LH5003", ProblemKind.Host, $"done, but the result could not be printed: {reason.TrimEnd('.')}");

    public static Problem Unexpected(Exception error) => new(
        "LH9001", ProblemKind.Host, $"internal error: {error.GetType().Name}: {error.Message}; please report it");
}
