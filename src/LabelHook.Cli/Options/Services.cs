using System.CommandLine;
using System.CommandLine.Parsing;
using LabelHook.Adoptions;
using LabelHook.Checks;
using LabelHook.Cli.Output;
using LabelHook.Host;
using LabelHook.Images.Engines;
using LabelHook.Images.Sources;
using LabelHook.Linux;
using LabelHook.Lookup;
using LabelHook.Maps;
using LabelHook.Modules;
using LabelHook.Nodes;
using LabelHook.Ns8;
using LabelHook.Plans;
using LabelHook.Scans;
using LabelHook.Status;

namespace LabelHook.Cli.Options;

// Creates the use cases of the commands from the options and the environment of the process.
internal sealed class Services(Terminal terminal, GlobalOptions options)
{
    private NodeSettings? _settings;

    public Terminal Terminal => terminal;

    // For commands that change something.
    public Option<bool> DryRun => options.DryRun;

    public static HostEnvironment Host { get; } = new(Environment.GetEnvironmentVariable, Libc.EffectiveUser());

    public TimeSpan Timeout(ParseResult parsed) => options.Timeout(parsed);

    // Whether standard error is the journal, and not a file or a pipe that a service redirected it to; systemd.exec(5).
    public static bool IsInJournal =>
        FileStatus.StandardError is { } error && Host["JOURNAL_STREAM"] == $"{error.Device}:{error.Inode}";

    public static ServiceManager ServiceManager => new(Host["NOTIFY_SOCKET"]);

    public static bool IsRoot => Host.IsRoot;

    // Whether the output may have colors: it is a terminal, and the user did not disable them; https://no-color.org.
    public static bool HasColors =>
        Output.Terminal.Columns is not null && Host["NO_COLOR"] is null && Host["TERM"] != "dumb";

    // The warning that the ports database does not exist, for commands that read it.
    public IReadOnlyList<string> Absence(ParseResult parsed) => Node(parsed).Absence is { } absence ? [absence] : [];

    public LabelHookException Unknown(ParseResult parsed, ModuleName module) =>
        new(ModuleProblems.Unknown(module, Node(parsed).Absence));

    public Installer Installer(ParseResult parsed) => new(Node(parsed));

    public Remover Remover(ParseResult parsed) => new(Node(parsed));

    public PortRequests PortRequests(ParseResult parsed) => new(Node(parsed));

    public Reservations Reservations(ParseResult parsed) => new(Node(parsed));

    public ModuleList ModuleList(ParseResult parsed) => new(Node(parsed));

    public ModuleVariables Variables(ParseResult parsed) => new(Node(parsed));

    public PortInquiry Inquiry(ParseResult parsed) => new(Node(parsed));

    public SpanInquiry Spans(ParseResult parsed) => new(Node(parsed));

    public PortLog Log(ParseResult parsed) => new(Node(parsed));

    public NodeStatus Status(ParseResult parsed) => NodeStatus.Read(Node(parsed));

    public SettingsInUse SettingsInUse(ParseResult parsed)
    {
        var sources = new NodeSettingSources(parsed, options, Host, Settings(parsed));
        return sources.Read(State(parsed), Node(parsed).Options.Database, Images(parsed));
    }

    public PortMap Map(ParseResult parsed) => PortMap.Read(Node(parsed));

    public Plan Plan(ParseResult parsed) => new(Node(parsed, isPreview: true));

    public MapOrigin MapOrigin(ParseResult parsed)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return new MapOrigin(
            Environment.MachineName, Node(parsed).Options.Database, DateTimeOffset.FromUnixTimeSeconds(now));
    }

    public Ns8Node Ns8Node(ParseResult parsed) => new(Node(parsed));

    public Scan Scan(ParseResult parsed) => new(Node(parsed), Images(parsed).Source());

    public Scan Scan(ParseResult parsed, ContainerEngine engine) => new(Node(parsed), engine);

    // upstream: NS8's database; null for that of this host, unless it is the database in use.
    // accepted: Modules to adopt even if their users can write to their files.
    public Adoption Adoption(ParseResult parsed, string? upstream, IReadOnlyCollection<ModuleName> accepted)
    {
        var node = Node(parsed);
        if (upstream is "")
            throw new LabelHookException(ProgramProblems.FilePath("DATABASE", upstream));
        if (upstream is not null)
            return new Adoption(node, Path.GetFullPath(upstream), accepted);
        var isOther = node.Options.Database != NodeSettings.Ns8Database && File.Exists(NodeSettings.Ns8Database);
        return new Adoption(node, isOther ? NodeSettings.Ns8Database : null, accepted);
    }

    public ModuleUse Use(ParseResult parsed) => new(HostState(parsed));

    public Check Check(ParseResult parsed) => new(Node(parsed), () => HostState(parsed));

    public string Metrics(ParseResult parsed) => LabelHook.Status.Metrics.Read(Node(parsed), HostState(parsed));

    private HostState HostState(ParseResult parsed) => new(accounts: Node(parsed).Environments.Accounts);

    public ImageFinder Images(ParseResult parsed) =>
        new(Host, options.Engine(parsed) ?? Settings(parsed).Engine, options.Timeout(parsed));

    public ImageDescriptions Descriptions(ParseResult parsed) => new(Images(parsed), Output.Terminal.Read);

    public NodeSettings Settings(ParseResult parsed) => _settings ??= ReadSettings(parsed);

    private NodeSettings ReadSettings(ParseResult parsed)
    {
        if (options.Configuration(parsed) is { } path)
            return ConfigurationFile.Read(path);
        return FileStatus.IsAbsent(GlobalOptions.DefaultConfiguration)
            ? new NodeSettings()
            : ConfigurationFile.Read(GlobalOptions.DefaultConfiguration);
    }

    // Ends the output of a dry run.
    public void SayIfDryRun(ParseResult parsed)
    {
        if (parsed.GetValue(DryRun))
            terminal.Say("dry run: nothing was changed");
    }

    public Node Node(ParseResult parsed, bool isPreview = false)
    {
        var database = Host["LABELHOOK_DATABASE"] is { } path ? Path.GetFullPath(path) : null;
        var isBesideHost = database is null && NamedState(parsed) is null;
        return new Node(
            Settings(parsed),
            State(parsed),
            options.Timeout(parsed),
            database,
            isBesideHost,
            CommandName(parsed),
            isPreview || parsed.GetValue(DryRun));
    }

    // As in install, or ns8 add-module.
    private static string CommandName(ParseResult parsed)
    {
        var command = parsed.CommandResult;
        return command.Parent is CommandResult { Parent: not null } parent
            ? $"{parent.Command.Name} {command.Command.Name}"
            : command.Command.Name;
    }

    // The folder from the option, the variable or systemd; else the default of the host or of the user.
    private string State(ParseResult parsed) => Path.GetFullPath(
        NamedState(parsed)
        ?? (Host.IsRoot
            ? Nodes.Node.HostState
            : Path.Join(Host["XDG_STATE_HOME"] ?? Path.Join(Host.Home, ".local/state"), "labelhook")));

    private string? NamedState(ParseResult parsed) =>
        options.State(parsed) ?? Host["LABELHOOK_STATE"] ?? Host["STATE_DIRECTORY"]?.Split(':')[0];
}
