namespace LabelHook.Maps;

// How many more instances of something installed have room.
// Name: The image; the module's own name where no image is known.
// Modules: How many are installed.
// Tcp: TCP ports that each demands.
// Udp: UDP ports that each demands.
// More: How many more have room, each protocol in blocks; null where no ports are demanded.
internal sealed record Capacity(string Name, int Modules, int Tcp, int Udp, int? More);
