namespace LabelHook.Maps;

/// <summary>How many more instances of something installed have room.</summary>
/// <param name="Name">The image; the module's own name where no image is known.</param>
/// <param name="Modules">How many are installed.</param>
/// <param name="Tcp">TCP ports that each demands.</param>
/// <param name="Udp">UDP ports that each demands.</param>
/// <param name="More">How many more have room, each protocol in blocks; <see langword="null"/> where no ports are demanded.</param>
internal sealed record Capacity(string Name, int Modules, int Tcp, int Udp, int? More);
