using LabelHook.Plans;

namespace LabelHook.Cli.Json;

// Fit: How many of the modules fit.
internal sealed record PlannedImageDocument(
    string Image, string? ImageId, int Count, int TcpPortsDemand, int UdpPortsDemand, int Fit)
{
    public static PlannedImageDocument From(PlannedImage planned)
    {
        var (image, labels, count) = planned.Request;
        return new PlannedImageDocument(
            image.Reference, JsonText.KnownOrNull(image.Id), count, labels.Tcp, labels.Udp, planned.Fit);
    }
}
