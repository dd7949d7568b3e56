using System.Globalization;
using System.Text;

namespace LabelHook.Acceptance;

// As much of podman's store as is read to find images and their labels.
public static class ImageStore
{
    // Returns the configuration that names the store.
    public static string Write(PowerCutTrial trial, params (string Name, int TcpPorts)[] images)
    {
        var records = images.Select((image, number) => Add(trial, image.Name, image.TcpPorts, new string((char)('a' + number), 64)));
        trial.Write("images/overlay-images/images.json", $"[{string.Join(',', records)}]");
        return trial.Write("storage.conf", $"""
            [storage]
            driver = "overlay"
            graphroot = "{trial["images"]}"

            """);
    }

    private static string Add(PowerCutTrial trial, string name, int tcpPorts, string id)
    {
        var key = "=" + Convert.ToBase64String(Encoding.UTF8.GetBytes("sha256:" + id));
        var labels = string.Create(CultureInfo.InvariantCulture, $$"""{"org.nethserver.tcp-ports-demand":"{{tcpPorts}}"}""");
        trial.Write($"images/overlay-images/{id}/manifest", $$$"""{"config":{"digest":"sha256:{{{id}}}"}}""");
        trial.Write($"images/overlay-images/{id}/{key}", $$$"""{"config":{"Labels":{{{labels}}} } }""");
        return $$"""{"id":"{{id}}","names":["localhost/{{name}}:latest"],"big-data-digests":{} }""";
    }
}
