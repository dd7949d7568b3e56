using LabelHook.Images;

namespace LabelHook.Tests.Images;

// An image with labels that demand ports.
internal static class TestImage
{
    public static ModuleImage With(int tcp, int udp = 0) => With($"{tcp}", $"{udp}");

    public static ModuleImage With(string tcp, string udp)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["org.nethserver.tcp-ports-demand"] = tcp,
            ["org.nethserver.udp-ports-demand"] = udp,
        };
        return new ModuleImage("example/image:1", "sha256:0", labels);
    }
}
