namespace LabelHook.Cli.Json;

internal sealed record VersionDocument(string Version);
