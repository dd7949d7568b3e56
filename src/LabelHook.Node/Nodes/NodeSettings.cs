using System.Collections.ObjectModel;

namespace LabelHook.Nodes;

// What the configuration of a node decides; the defaults are those of a host without one.
internal sealed record NodeSettings
{
    // Where NethServer 8 keeps its own ports database; core/imageroot of ns8-core.
    public const string Ns8Database = "/var/lib/nethserver/node/state/ports.sqlite";

    // The ports database; null: ports.sqlite in the state folder.
    public string? Database { get; init; }

    // Where a module's environment file is; null: modules/MODULE/environment in the state folder.
    public EnvironmentPlaces? EnvironmentFile { get; init; }

    // The ports that may be given.
    public PortBand Band { get; init; } = PortBand.Default;

    // Whether ports that sockets hold right now are passed over.
    public bool AvoidInUse { get; init; } = true;

    // Whether TCP_PORTS is written for one port too, as NS8's own code does.
    public bool SinglePortList { get; init; }

    // Whether this is a node of NS8: nothing else needs its list of one port, or has its database.
    public bool IsNs8 => SinglePortList || Database == Ns8Database;

    // The module that images of a repository are for, where it is not the one that NS8 would name after it.
    public IReadOnlyDictionary<string, ModuleName> Modules { get; init; } = ReadOnlyDictionary<string, ModuleName>.Empty;

    // The container engine's socket, unix://… or tcp://…; null: looked for.
    public Images.EngineAddress? Engine { get; init; }
}
