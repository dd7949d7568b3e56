namespace LabelHook.Modules;

// What a module gave back.
// Module: The module.
// Tcp: Its TCP blocks, oldest first.
// Udp: Its UDP blocks, oldest first.
// EnvironmentFile: The file that no longer names them; null when there was none.
// Warnings: What a person should know.
internal sealed record RemoveResult(ModuleName Module, IReadOnlyList<PortRange> Tcp, IReadOnlyList<PortRange> Udp, string? EnvironmentFile, IReadOnlyList<string> Warnings);
