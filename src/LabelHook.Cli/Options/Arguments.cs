using System.CommandLine;
using LabelHook.Cli.Output;
using LabelHook.Modules;

namespace LabelHook.Cli.Options;

// Arguments and options of several commands, and the parsing of their values.
internal static class Arguments
{
    public static Argument<string> Module() => Word("MODULE", "Module name, such as mattermost1");

    public static Argument<string> Image() => Word(
        "IMAGE", "An image reference, an image ID, oci:DIR, oci-archive:FILE, docker-archive:FILE, or a .yaml sample");

    // For commands that change nothing: the image need not exist yet.
    public static Argument<string> DescribedImage() => Word(
        "IMAGE", "An image as for install, a Containerfile, or - for an image configuration on standard input");

    public static Argument<string> Ports() => Word("PORTS", "A port or a block, such as 20001-20004");

    public static Argument<string> Word(string name, string description) => new(name) { Description = description };

    public static Option<string> Caller() => new("--as")
    {
        Description = "Act as this module, limited by the labels of its image [default: the administrator]",
        HelpName = "module/ID",
    };

    public static Option<string> Protocol() => new("--protocol")
    {
        Description = "tcp or udp",
        HelpName = "tcp|udp",
        Required = true,
    };

    public static Option<string> FirstPort(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "PORT",
    };

    // Returns: null when the option was not given.
    public static int? ParsePort(ParseResult parsed, Option<string> option)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        return PortRange.TryParse(text, out var ports) && ports.Count == 1
            ? ports.Start
            : throw new LabelHookException(Problems.Ports(text));
    }

    public static Option<string> Time(string name, string description) => new(name)
    {
        Description = description + ", such as 2026-11-22, '2026-11-22 10:30' or 24h (ago)",
        HelpName = "TIME",
    };

    // Returns: null when the option was not given.
    public static DateTimeOffset? ParseTime(ParseResult parsed, Option<string> option) =>
        parsed.GetValue(option) is { } text ? PastTime.Parse(text, TimeProvider.System.GetUtcNow()) : null;

    public static Caller ParseCaller(string? text) =>
        text is null ? Modules.Caller.Administrator : Modules.Caller.Parse(text);

    public static Protocol ParseProtocol(string text) => ProtocolName.TryParse(text, out var protocol)
        ? protocol
        : throw new LabelHookException(Problems.Protocol(text));

    public static PortRange ParsePorts(string text) => PortRange.TryParse(text, out var ports)
        ? ports
        : throw new LabelHookException(Problems.Ports(text));

    // Returns: null when the option was not given.
    public static string? ParsePath(ParseResult parsed, Option<string> option)
    {
        var path = parsed.GetValue(option);
        return path is "" ? throw new LabelHookException(ProgramProblems.FilePath(option.Name, path)) : path;
    }
}
