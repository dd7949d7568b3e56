using System.CommandLine;
using System.Globalization;
using LabelHook.Adoptions;
using LabelHook.Checks;
using LabelHook.Host;
using LabelHook.Images;
using LabelHook.Images.Engines;
using LabelHook.Images.Sources;
using LabelHook.Linux;
using LabelHook.Lookup;
using LabelHook.Maps;
using LabelHook.Modules;
using LabelHook.Nodes;
using LabelHook.Ns8;
using LabelHook.Scans;

namespace LabelHook.Cli;

// The options of every command, and what follows from them.
internal sealed class CommonOptions(Terminal terminal)
{
    private const string DefaultConfiguration = "/etc/labelhook/labelhook.yaml";
    private const int DefaultTimeout = 30;
    private const int MaxTimeout = 3600;

    private readonly Option<string> _state = new("--state") { Description = "Folder of the ports database and the environment files", HelpName = "DIR", Recursive = true };
    private readonly Option<string> _configuration = new("--config") { Description = $"Configuration file [default: {DefaultConfiguration}, if it exists]", HelpName = "FILE", Recursive = true };
    private readonly Option<string> _engine = new("--engine") { Description = "Address of the container engine, such as unix:///run/podman/podman.sock", HelpName = "URI", Recursive = true };
    private readonly Option<string> _timeout = new("--timeout") { Description = $"How long to wait for an engine, a lock or the database [default: {DefaultTimeout}]", HelpName = "SECONDS", Recursive = true };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object", Recursive = true, Arity = ArgumentArity.Zero };

    private NodeSettings? _settings;

    public Terminal Terminal => terminal;

    private static HostEnvironment Host { get; } = new(Environment.GetEnvironmentVariable, Libc.EffectiveUser());

    // Whether standard error goes to the journal itself, and not to a file or a pipe of a service's; systemd.exec(5).
    public static bool IsInJournal => FileStatus.OfError is { } error && Host["JOURNAL_STREAM"] == $"{error.Device}:{error.Inode}";

    public static ServiceManager ServiceManager => new(Host["NOTIFY_SOCKET"]);

    public static bool IsRoot => Host.IsRoot;

    // Whether what is printed may have colours: somebody watches, and did not say no; https://no-color.org.
    public static bool HasColours => Cli.Terminal.Columns is not null && Host["NO_COLOR"] is null && Host["TERM"] != "dumb";

    public static Protocol Protocol(string text) =>
        ProtocolName.TryParse(text, out var protocol) ? protocol : throw new LabelHookException(Problems.Protocol(text));

    public static PortRange Ports(string text) => PortRange.TryParse(text, out var ports) ? ports : throw new LabelHookException(Problems.Ports(text));

    public void AddTo(Command root)
    {
        foreach (Option option in (Option[])[_state, _configuration, _engine, _timeout, _json])
            root.Add(option);
    }

    public static Caller Caller(string? text) => text is null ? Modules.Caller.Administrator : Modules.Caller.Parse(text);

    // What to tell whoever reads the ports database: that it does not exist.
    public IReadOnlyList<string> Absence(ParseResult parsed) => Node(parsed).Absence is { } absence ? [absence] : [];

    public LabelHookException Unknown(ParseResult parsed, ModuleName module) => new(ModuleProblems.ModuleUnknown(module, Node(parsed).Absence));

    public Installer Installer(ParseResult parsed) => new(Node(parsed));

    public Remover Remover(ParseResult parsed) => new(Node(parsed));

    public PortRequests PortRequests(ParseResult parsed) => new(Node(parsed));

    public Reservations Reservations(ParseResult parsed) => new(Node(parsed));

    public ModuleList ModuleList(ParseResult parsed) => new(Node(parsed));

    public ModuleVariables Variables(ParseResult parsed) => new(Node(parsed));

    public PortInquiry Inquiry(ParseResult parsed) => new(Node(parsed));

    public PortMap Map(ParseResult parsed) => PortMap.Read(Node(parsed));

    public Ns8Node Ns8Node(ParseResult parsed) => new(Node(parsed));

    public Scan Scan(ParseResult parsed) => new(Node(parsed), Images(parsed).Source());

    public Scan Scan(ParseResult parsed, ContainerEngine engine) => new(Node(parsed), engine);

    // upstream: NS8's database; null: that of this host, unless it is the registry itself.
    // accepted: Modules to take at their word.
    public Adoption Adoption(ParseResult parsed, string? upstream, IReadOnlyCollection<ModuleName> accepted)
    {
        var node = Node(parsed);
        if (upstream is "")
            throw new LabelHookException(ProgramProblems.FilePath("DATABASE", upstream));
        var found = node.Options.Database != NodeSettings.Ns8Database && File.Exists(NodeSettings.Ns8Database) ? NodeSettings.Ns8Database : null;
        return new Adoption(node, upstream is null ? found : Path.GetFullPath(upstream), accepted);
    }

    public ModuleUse Use(ParseResult parsed) => new(Node(parsed), HostState(parsed));

    public Check Check(ParseResult parsed) => new(Node(parsed), () => HostState(parsed));

    private HostState HostState(ParseResult parsed) => new(accounts: Node(parsed).Environments.Accounts);

    public ImageFinder Images(ParseResult parsed) => new(Host, Engine(parsed) ?? Settings(parsed).Engine, Timeout(parsed));

    public NodeSettings Settings(ParseResult parsed) => _settings ??= ReadSettings(parsed);

    private NodeSettings ReadSettings(ParseResult parsed)
    {
        if (Value(parsed, _configuration) is { } path)
            return ConfigurationFile.Read(path);
        return FileStatus.IsAbsent(DefaultConfiguration) ? new NodeSettings() : ConfigurationFile.Read(DefaultConfiguration);
    }

    // Returns: the path that an option names; null when it was not given.
    public static string? Value(ParseResult parsed, Option<string> option) =>
        parsed.GetValue(option) is "" ? throw new LabelHookException(ProgramProblems.FilePath(option.Name, "")) : parsed.GetValue(option);

    private Node Node(ParseResult parsed)
    {
        var database = Host["LABELHOOK_DATABASE"] is { } path ? Path.GetFullPath(path) : null;
        return new Node(Settings(parsed), State(parsed), Timeout(parsed), database, isBesideHost: database is null && NamedState(parsed) is null);
    }

    private EngineAddress? Engine(ParseResult parsed) => parsed.GetValue(_engine) is not { } text
        ? null
        : EngineAddress.TryParse(text, out var address) ? address : throw new LabelHookException(ImageProblems.EngineAddress("--engine", text));

    private TimeSpan Timeout(ParseResult parsed)
    {
        if (parsed.GetValue(_timeout) is not { } text)
            return TimeSpan.FromSeconds(DefaultTimeout);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= MaxTimeout
            ? TimeSpan.FromSeconds(seconds)
            : throw new LabelHookException(ProgramProblems.Timeout(text));
    }

    // The folder that was asked for, by option, by variable, by systemd; else the one of the host or of the user.
    private string State(ParseResult parsed) => Path.GetFullPath(
        NamedState(parsed)
        ?? (Host.IsRoot ? Nodes.Node.HostState : Path.Join(Host["XDG_STATE_HOME"] ?? Path.Join(Host.Home, ".local/state"), "labelhook")));

    private string? NamedState(ParseResult parsed) =>
        Value(parsed, _state) ?? Host["LABELHOOK_STATE"] ?? Host["STATE_DIRECTORY"]?.Split(':')[0];
}
