using static LabelHook.Wording;

namespace LabelHook.Images.Engines;

internal static class EngineProblems
{
    public static Problem Down(string engine, string request, string reason) => new(
        "LH2007", ProblemKind.Engine, $"cannot ask {engine} for {request}: {reason.TrimEnd('.')}; start it, or name another engine with --engine");

    public static Problem Silent(string engine, string request, TimeSpan wait) => new(
        "LH2008", ProblemKind.Engine, $"{engine} did not answer the request for {request} within {wait.TotalSeconds:0} s; check the engine, or allow more with --timeout");

    public static Problem Rejected(string engine, string request, int status, string answer) => new(
        "LH2009", ProblemKind.Engine, $"{engine} answered the request for {request} with status {status}: {Shown(answer.Trim())}");

    public static Problem DockerContext(string name, string folder) => new(
        "LH2010", ProblemKind.Engine, $"docker context {Shown(name)} not found in {folder}; name the engine with --engine", name);

    public static Problem Unclear(string engine, string request) => new(
        "LH2011", ProblemKind.Engine, $"{engine} gave an unexpected answer to the request for {request}; is it a container engine?");

    public static Problem EventsEnded(string engine) => new(
        "LH2013", ProblemKind.Engine, $"{engine} stopped reporting events");

    public static Problem PullFailed(string engine, string image, string reason) => new(
        "LH2014", ProblemKind.Engine, $"{engine} could not pull image {Shown(image)}: {Plain(reason).TrimEnd('.')}", image);

    // what: The engine, or the setting that names it.
    // does: "speaks TLS" or "asks for TLS".
    public static Problem Tls(string what, string does) => new(
        "LH2060",
        ProblemKind.Engine,
        $"{what} {does}, and labelhook does not speak TLS; name the engine by its socket or by a host without TLS: {EngineAddress.Accepted}");

    public static Problem TooLong(string engine, string request, string limit) => new(
        "LH2061", ProblemKind.Engine, $"{engine} answered the request for {request} with more than {limit}");

    public static Problem HeadTooLong(string engine, string request) => new(
        "LH2062", ProblemKind.Engine, $"{engine} answered the request for {request} with headers of more than 64 KiB; is it a container engine?");

    public static Problem NotHttp(string engine, string request, bool isSocket) => new(
        "LH2063",
        ProblemKind.Engine,
        $"{engine} did not answer the request for {request} in HTTP; is it a container engine{(isSocket ? "" : " without TLS")}?");

    public static Problem Ended(string engine, string request, bool isSocket) => new(
        "LH2064",
        ProblemKind.Engine,
        $"{engine} closed the connection before it answered the request for {request}; is it a container engine{(isSocket ? "" : " without TLS")}?");

    public static Problem Redirected(string engine, string request, string location) => new(
        "LH2065", ProblemKind.Engine, $"{engine} redirected the request for {request} to {Shown(location)}; name the engine itself with --engine");

    public static Problem LabelsUnknown(string engine, string image) => new(
        "LH2066", ProblemKind.Image, $"{engine} does not have the configuration of image {Shown(image)}, so its labels are unknown; pull the image again", image);

    public static Problem OtherImage(string engine, string image, string other) => new(
        "LH2067", ProblemKind.Engine, $"{engine} returned image {Shown(other)} instead of {Shown(image)}", image);

    public static Problem DockerFile(string path, string reason) => new(
        "LH2068", ProblemKind.Engine, $"docker's configuration file {Shown(path, path.Length)} cannot be used: {reason}; name the engine with --engine", path);

    public static Problem DockerContextHost(string name, string path) => new(
        "LH2069", ProblemKind.Engine, $"docker context {Shown(name)} names no engine in {Shown(path, path.Length)}; name one with --engine", name);
}
