using System.Collections.ObjectModel;

namespace LabelHook.Nodes;

/// <summary>What the configuration of a node decides; the defaults are those of a host without one.</summary>
internal sealed record NodeSettings
{
    // Where NethServer 8 keeps its own ports database; core/imageroot of ns8-core.
    public const string Ns8Database = "/var/lib/nethserver/node/state/ports.sqlite";

    /// <summary>The ports database; <see langword="null"/>: <c>ports.sqlite</c> in the state folder.</summary>
    public string? Database { get; init; }

    /// <summary>Where a module's environment file is; <see langword="null"/>: <c>modules/MODULE/environment</c> in the state folder.</summary>
    public EnvironmentPlaces? EnvironmentFile { get; init; }

    /// <summary>The ports that may be given.</summary>
    public PortBand Band { get; init; } = PortBand.Default;

    /// <summary>Whether ports that sockets hold right now are passed over.</summary>
    public bool AvoidInUse { get; init; } = true;

    /// <summary>Whether <c>TCP_PORTS</c> is written for one port too, as NS8's own code does.</summary>
    public bool SinglePortList { get; init; }

    /// <summary>Whether this is a node of NS8: nothing else needs its list of one port, or has its database.</summary>
    public bool IsNs8 => SinglePortList || Database == Ns8Database;

    /// <summary>The module that images of a repository are for, where it is not the one that NS8 would name after it.</summary>
    public IReadOnlyDictionary<string, ModuleName> Modules { get; init; } = ReadOnlyDictionary<string, ModuleName>.Empty;

    /// <summary>The container engine's socket, <c>unix://…</c> or <c>tcp://…</c>; <see langword="null"/>: looked for.</summary>
    public Images.EngineAddress? Engine { get; init; }
}
