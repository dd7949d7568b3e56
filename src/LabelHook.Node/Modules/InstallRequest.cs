using LabelHook.Images;
using LabelHook.Ports;

namespace LabelHook.Modules;

// What to install.
// EnvironmentFile: Absolute path; null for the recorded one, else the configured one.
// Reset: Whether to allocate exactly what the image demands, although ports were released or added at run time.
// IsAsked: Whether the user named this image; otherwise a missing label does not release ports.
// FixedPorts: The first ports that the user chose.
internal sealed record InstallRequest(
    ModuleName Module,
    ModuleImage Image,
    string? EnvironmentFile = null,
    bool Reset = false,
    bool IsAsked = true,
    FixedPorts FixedPorts = default);
