namespace LabelHook.Maps;

// How many more instances of an installed image fit into the band.
// Name: The image; the module's name when no image is known.
// Modules: How many are installed.
// Tcp: TCP ports that each demands.
// Udp: UDP ports that each demands.
// More: How many more fit, each protocol in one block; null when the image demands no ports.
internal sealed record Capacity(string Name, int Modules, int Tcp, int Udp, int? More);
