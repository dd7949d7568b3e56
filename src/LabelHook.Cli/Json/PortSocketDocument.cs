namespace LabelHook.Cli.Json;

internal sealed record PortSocketDocument(int Port, SocketDocument Socket);
