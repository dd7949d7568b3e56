namespace LabelHook.Cli.Json;

internal sealed record DropInDocument(string Path, string Line, string Load);
