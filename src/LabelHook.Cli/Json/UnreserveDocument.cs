namespace LabelHook.Cli.Json;

internal sealed record UnreserveDocument(string Protocol, IReadOnlyList<PortsDocument> Freed, IReadOnlyList<string> Warnings);
