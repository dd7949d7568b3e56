using System.Net.Sockets;

namespace LabelHook.Acceptance;

// A registry on the loopback, with the images that a test puts there.
public sealed class Registry : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();

    private readonly ReservedPort port = new();

    private Service? service;

    // Host and port, as an image reference starts with them.
    public string Host => port.Address.ToString();

    public static async Task<Registry> StartAsync()
    {
        RealPart.RequireProgram("docker-registry", "docker-registry");
        var registry = new Registry();
        var configuration = registry.folder.Write("config.yml", $"""
            version: 0.1
            storage:
              filesystem:
                rootdirectory: {registry.folder["data"]}
            http:
              addr: {registry.Host}
            """);
        registry.service = await Service.StartAsync(new Command("docker-registry"), ["serve", configuration], registry.AnswersAsync);
        return registry;
    }

    // Puts an image there, and nowhere else.
    public async Task PushAsync(LabelledImage image)
    {
        await using var workshop = new PodmanHost();
        await workshop.Skopeo.OutputAsync("copy", "--insecure-policy", "--dest-tls-verify=false", await workshop.LayoutAsync(image), $"docker://{Host}/{image.Reference}");
    }

    public async ValueTask DisposeAsync()
    {
        if (service is not null)
            await service.DisposeAsync();
        port.Dispose();
        await folder.DisposeAsync();
    }

    private async Task<bool> AnswersAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(port.Address);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
