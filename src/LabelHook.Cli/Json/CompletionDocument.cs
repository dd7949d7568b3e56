namespace LabelHook.Cli.Json;

internal sealed record CompletionDocument(string Shell, string Script);
