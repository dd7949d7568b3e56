using LabelHook.Sockets;

namespace LabelHook.Ports;

/// <summary>How <see cref="PortsManager"/> works.</summary>
public sealed record PortsOptions
{
    /// <summary>Path of the SQLite file; it is made when it is missing.</summary>
    public required string Database { get; init; }

    /// <summary>The ports that may be given; 20001-45000 unless said otherwise.</summary>
    public PortBand Band { get; init; } = PortBand.Default;

    /// <summary>Whether ports that sockets of the host hold right now are passed over.</summary>
    public bool AvoidInUse { get; init; } = true;

    /// <summary>How long another process may keep the database; 30 seconds unless said otherwise.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(30);

    internal PortPlanner Planner => PlannerBeside(null);

    /// <param name="others">The host's other databases; <see langword="null"/> when they are not looked at.</param>
    internal PortPlanner PlannerBeside(OtherDatabases? others) =>
        new(Band, AvoidInUse ? new SocketTable() : null, AvoidInUse ? others : null);
}
