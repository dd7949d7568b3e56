namespace LabelHook.Database;

// A part of the band that a node leased from its cluster.
// Rival: Another node that uses the same ports, so that no new ones are allocated there; null without a conflict.
internal sealed record Lease(PortRange Ports, string? Rival = null);
