using System.Security.Cryptography;
using System.Text;

namespace LabelHook.Acceptance.PowerCuts;

// The part of podman's store that is read to find images and their labels.
public static class ImageStore
{
    public static void Write(
        TemporaryFolder folder, string store, params (string Name, string TcpPorts, string UdpPorts)[] images) =>
        folder.Write(
            $"{store}/overlay-images/images.json",
            $"[{string.Join(',', images.Select(image => Add(folder, $"{store}/overlay-images", image.Name, image.TcpPorts, image.UdpPorts)))}]");

    // Returns the configuration that names the store.
    public static string Configure(TemporaryFolder folder, string store) => folder.Write("storage.conf", $"""
        [storage]
        driver = "overlay"
        graphroot = "{folder[store]}"

        """);

    private static string Add(TemporaryFolder folder, string images, string name, string tcpPorts, string udpPorts)
    {
        var labels =
            $$"""{"org.nethserver.tcp-ports-demand":"{{tcpPorts}}","org.nethserver.udp-ports-demand":"{{udpPorts}}"}""";
        var configuration = $$$"""{"config":{"Labels":{{{labels}}} },"of":"{{{name}}}"}""";
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(configuration)));
        var key = "=" + Convert.ToBase64String(Encoding.UTF8.GetBytes("sha256:" + id));
        folder.Write($"{images}/{id}/manifest", $$$"""{"config":{"digest":"sha256:{{{id}}}"}}""");
        folder.Write($"{images}/{id}/{key}", configuration);
        return $$"""{"id":"{{id}}","names":["localhost/{{name}}:latest"],"big-data-digests":{} }""";
    }
}
