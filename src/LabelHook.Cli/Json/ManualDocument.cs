namespace LabelHook.Cli.Json;

internal sealed record ManualDocument(string Page);
