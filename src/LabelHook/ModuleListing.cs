using LabelHook.Ports;

namespace LabelHook;

/// <summary>A module as the registry knows it.</summary>
/// <param name="Module">Its name, any text where others wrote the row.</param>
/// <param name="Record">Image and demand; <see langword="null"/> when it was never installed by LabelHook.</param>
/// <param name="Tcp">Its TCP blocks, oldest first.</param>
/// <param name="Udp">Its UDP blocks, oldest first.</param>
internal sealed record ModuleListing(string Module, ModuleRecord? Record, IReadOnlyList<PortRange> Tcp, IReadOnlyList<PortRange> Udp);
