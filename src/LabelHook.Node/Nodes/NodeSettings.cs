using LabelHook.Database;

namespace LabelHook.Nodes;

// The configuration of a node; the defaults are those of a host without a configuration file.
internal sealed record NodeSettings
{
    // The path of NethServer 8's ports database; core/imageroot of ns8-core.
    public const string Ns8Database = "/var/lib/nethserver/node/state/ports.sqlite";

    // Null for ports.sqlite in the state folder.
    public string? Database { get; init; }

    // Null for modules/MODULE/environment in the state folder.
    public EnvironmentPlaces? EnvironmentFile { get; init; }

    public PortBand Band { get; init; } = PortBand.Default;

    // Whether to skip ports that sockets currently use.
    public bool AvoidInUse { get; init; } = true;

    // Whether to write TCP_PORTS for a single port too, as NS8's own code does.
    public bool SinglePortList { get; init; }

    // Whether this is a node of NS8: only NS8 needs the list of a single port, or has its database.
    public bool IsNs8 => SinglePortList || Database == Ns8Database;

    // How long the log keeps a change.
    public TimeSpan LogAge { get; init; } = LogSettings.Default.MaxAge;

    // How many changes the log keeps.
    public int LogRows { get; init; } = LogSettings.Default.MaxRows;

    // The modules of images, where they differ from the default name.
    public ModuleRules Modules { get; init; } = ModuleRules.None;

    public ScanRules Scan { get; init; }

    // Null to search for an engine.
    public Images.EngineAddress? Engine { get; init; }
}
