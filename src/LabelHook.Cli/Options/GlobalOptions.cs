using System.CommandLine;
using System.Globalization;
using LabelHook.Cli.Output;
using LabelHook.Images;

namespace LabelHook.Cli.Options;

// The options of all commands, and the parsing of their values.
internal sealed class GlobalOptions
{
    public const string DefaultConfiguration = "/etc/labelhook/labelhook.yaml";

    private const int DefaultTimeout = 30;
    private const int MaxTimeout = 3600;

    private readonly Option<string> _state = new("--state")
    {
        Description = "Folder of the ports database and the environment files",
        HelpName = "DIR",
        Recursive = true,
    };

    private readonly Option<string> _configuration = new("--config")
    {
        Description = $"Configuration file [default: {DefaultConfiguration}, if it exists]",
        HelpName = "FILE",
        Recursive = true,
    };

    private readonly Option<string> _engine = new("--engine")
    {
        Description = "Address of the container engine, such as unix:///run/podman/podman.sock",
        HelpName = "URI",
        Recursive = true,
    };

    private readonly Option<string> _timeout = new("--timeout")
    {
        Description = $"How long to wait for an engine, a lock or the database [default: {DefaultTimeout}]",
        HelpName = "SECONDS",
        Recursive = true,
    };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print one JSON object",
        Recursive = true,
        Arity = ArgumentArity.Zero,
    };

    // Of the commands that change something.
    public Option<bool> DryRun { get; } = new("--dry-run")
    {
        Description = "Show what would happen without changing anything",
    };

    public void AddTo(Command root)
    {
        foreach (Option option in (Option[])[_state, _configuration, _engine, _timeout, _json])
            root.Add(option);
    }

    public string? State(ParseResult parsed) => Arguments.ParsePath(parsed, _state);

    public string? Configuration(ParseResult parsed) => Arguments.ParsePath(parsed, _configuration);

    public EngineAddress? Engine(ParseResult parsed)
    {
        if (parsed.GetValue(_engine) is not { } text)
            return null;
        return EngineAddress.TryParse(text, out var address)
            ? address
            : throw new LabelHookException(ImageProblems.EngineAddress("--engine", text));
    }

    public TimeSpan Timeout(ParseResult parsed)
    {
        if (parsed.GetValue(_timeout) is not { } text)
            return TimeSpan.FromSeconds(DefaultTimeout);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 1 and <= MaxTimeout
            ? TimeSpan.FromSeconds(seconds)
            : throw new LabelHookException(ProgramProblems.Timeout(text));
    }
}
