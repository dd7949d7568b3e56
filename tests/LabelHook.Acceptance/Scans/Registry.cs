using System.Net.Sockets;
using LabelHook.Acceptance.Engines;
using LabelHook.Acceptance.Images;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Scans;

// An image registry on the loopback interface.
public sealed class Registry : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private readonly ReservedPort _port = new();

    private Service? _service;

    // Host and port, the start of an image reference.
    public string Host => _port.Address.ToString();

    public static async Task<Registry> StartAsync()
    {
        RealPart.RequireProgram("docker-registry", "docker-registry");
        var registry = new Registry();
        var configuration = registry._folder.Write("config.yml", $"""
            version: 0.1
            storage:
              filesystem:
                rootdirectory: {registry._folder["data"]}
            http:
              addr: {registry.Host}
            """);
        registry._service = await Service.StartAsync(
            new Command("docker-registry"), ["serve", configuration], registry.AnswersAsync);
        return registry;
    }

    // Pushes an image, without keeping it in the engine.
    public async Task PushAsync(LabelledImage image)
    {
        await using var workshop = new PodmanHost();
        await workshop.Skopeo.OutputAsync(
            "copy",
            "--insecure-policy",
            "--dest-tls-verify=false",
            await workshop.LayoutAsync(image),
            $"docker://{Host}/{image.Reference}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        _port.Dispose();
        await _folder.DisposeAsync();
    }

    private async Task<bool> AnswersAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(_port.Address);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
