namespace LabelHook.Modules;

/// <summary>What a module gave back.</summary>
/// <param name="Module">The module.</param>
/// <param name="Tcp">Its TCP blocks, oldest first.</param>
/// <param name="Udp">Its UDP blocks, oldest first.</param>
/// <param name="EnvironmentFile">The file that no longer names them; <see langword="null"/> when there was none.</param>
/// <param name="Warnings">What a person should know.</param>
internal sealed record RemoveResult(ModuleName Module, IReadOnlyList<PortRange> Tcp, IReadOnlyList<PortRange> Udp, string? EnvironmentFile, IReadOnlyList<string> Warnings);
