using System.Net.Sockets;
using System.Text.Json;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace LabelHook.Images;

/// <summary>A container engine behind its Docker-compatible API: dockerd, or podman's service. The one file that knows Docker.DotNet.</summary>
internal sealed class ContainerEngine : IDisposable
{
    private readonly Uri _address;
    private readonly TimeSpan _wait;
    private readonly DockerClient _client;

    public ContainerEngine(Uri address, TimeSpan wait)
    {
        _address = address;
        _wait = wait;
        _client = new DockerClientBuilder().WithEndpoint(address).WithTimeout(wait).Build();
    }

    public static string Describe(Uri address) => $"the engine at {(address.Scheme == "unix" ? address.AbsolutePath : address)}";

    /// <returns><see langword="null"/> when the engine does not have the image.</returns>
    /// <exception cref="LabelHookException">The engine is down, silent, or refuses.</exception>
    public ModuleImage? Inspect(string image)
    {
        try
        {
            using var deadline = new CancellationTokenSource(_wait);
            var answer = _client.Images.InspectImageAsync(image, deadline.Token).GetAwaiter().GetResult();
            if (answer?.ID is not { Length: > 0 } id)
                throw new LabelHookException(Problems.EngineUnclear(Describe(_address), image));
            var labels = (answer.Config?.Labels ?? new Dictionary<string, string>(StringComparer.Ordinal)).Where(label => label.Value is not null).ToDictionary(StringComparer.Ordinal);
            return new ModuleImage(Name(answer, image), Digest(id), labels);
        }
        catch (DockerImageNotFoundException)
        {
            return null;
        }
        catch (DockerApiException error)
        {
            throw new LabelHookException(Problems.EngineRefused(Describe(_address), image, (int)error.StatusCode, error.ResponseBody ?? ""), error);
        }
        catch (JsonException error)
        {
            throw new LabelHookException(Problems.EngineUnclear(Describe(_address), image), error);
        }
        catch (OperationCanceledException error)
        {
            throw new LabelHookException(Problems.EngineSilent(Describe(_address), image, _wait), error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or AggregateException or TimeoutException)
        {
            throw new LabelHookException(Problems.EngineDown(Describe(_address), image, Reason(error)), error);
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>The name that the engine knows the image by: of several, the one that was meant.</summary>
    private static string Name(ImageInspectResponse answer, string image)
    {
        var asked = ImageReference.Parse(image);
        return answer.RepoTags?.MinBy(name => ImageReference.Parse(name) is var known && known.Tag == asked.Tag ? asked.Rank(known.Repository) ?? int.MaxValue : int.MaxValue) ?? image;
    }

    private static string Digest(string id) => id.Contains(':', StringComparison.Ordinal) ? id : "sha256:" + id;

    /// <summary>.NET wraps the socket's error, and calls a missing socket file an address that is not available.</summary>
    private static string Reason(Exception error) => error.GetBaseException() is SocketException socket
        ? socket.SocketErrorCode switch
        {
            SocketError.AddressNotAvailable => "there is no such socket",
            SocketError.ConnectionRefused => "nobody listens there",
            SocketError.AccessDenied => "permission denied",
            SocketError.WouldBlock => "it takes no more connections",
            SocketError.HostNotFound => "there is no such host",
            var other => $"{other}",
        }
        : error.GetBaseException().Message;
}
