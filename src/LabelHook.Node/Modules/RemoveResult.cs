namespace LabelHook.Modules;

// The released ports of a removed module.
// Tcp: The TCP blocks, oldest first.
// Udp: The UDP blocks, oldest first.
// EnvironmentFile: The file that listed them; null if there was none.
internal sealed record RemoveResult(
    ModuleName Module,
    IReadOnlyList<PortRange> Tcp,
    IReadOnlyList<PortRange> Udp,
    string? EnvironmentFile,
    IReadOnlyList<string> Warnings);
