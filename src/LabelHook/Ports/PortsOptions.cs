using LabelHook.Database;
using LabelHook.Sockets;

namespace LabelHook.Ports;

/// <summary>Settings of <see cref="PortsManager"/>.</summary>
public sealed record PortsOptions
{
    /// <summary>Path of the SQLite file; the first change creates a missing one.</summary>
    public required string Database { get; init; }

    /// <summary>The ports to allocate from; 20001-45000 by default.</summary>
    public PortBand Band { get; init; } = PortBand.Default;

    /// <summary>Whether to skip ports that sockets of the host use right now; yes by default.</summary>
    public bool AvoidInUse { get; init; } = true;

    /// <summary>How long to wait for another process to release the database; 30 seconds by default.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(30);

    internal LogSettings Log { get; init; } = LogSettings.Default;

    // others: The host's other databases; null to ignore them.
    internal PortPlanner PlannerFor(PortsDatabase database, OtherDatabases? others = null)
    {
        var leases = database.Leases();
        return new PortPlanner(
            LeasedBand.Limit(Band, leases),
            AvoidInUse ? new SocketTable() : null,
            AvoidInUse ? others : null,
            leases);
    }
}
