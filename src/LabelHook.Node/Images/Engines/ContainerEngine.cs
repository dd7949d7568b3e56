using System.Net;
using System.Text.Json;
using Docker.DotNet;
using Docker.DotNet.Handler.Abstractions;
using Docker.DotNet.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LabelHook.Images.Engines;

// Talks to a container engine, dockerd or podman's service, through its Docker-compatible API. The only file that uses
// Docker.DotNet.
internal sealed class ContainerEngine(EngineAddress address, TimeSpan wait) : IImageSource, IDisposable
{
    // Longest pause between two messages of a pull; arbitrary, an engine is silent while it unpacks a layer.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    // Most image names in a list; arbitrary.
    private const int MaxNames = 50_000;

    private readonly HttpMessageInvoker _connection = EngineConnection.To(address);

    public string Name { get; } = Describe(address);

    public static string Describe(EngineAddress address) => $"the engine at {address}";

    // Returns: null when the engine does not have the image.
    // Throws: the engine is down, does not answer, or rejects the request.
    public ModuleImage? Inspect(string image)
    {
        var request = ImageProblems.Image(image);
        return Run<ModuleImage?>(request, async deadline =>
        {
            try
            {
                using var client = Client(new EngineHandler(_connection, isStream: false));
                var answer = await client.Images.InspectImageAsync(image, deadline).ConfigureAwait(false);
                return Read(answer).Inspected(image, Name);
            }
            catch (EngineStatusException refused) when (refused.Status == HttpStatusCode.NotFound)
            {
                return Message(refused.Body) is not null
                    ? null
                    : throw new LabelHookException(EngineProblems.Unclear(Name, request));
            }
        });
    }

    // Throws: the engine is down, does not answer, or rejects the request.
    public IReadOnlyList<InstalledImage> List() => Run<IReadOnlyList<InstalledImage>>("its images", async deadline =>
    {
        using var client = Client(new EngineHandler(_connection, isStream: false));
        var answers = await client.Images.ListImagesAsync(new ImagesListParameters(), deadline).ConfigureAwait(false);
        var found = new List<InstalledImage>();
        foreach (var answer in answers ?? [])
        {
            found.AddRange(Read(answer).Listed(Name));
            if (found.Count > MaxNames)
                throw new EngineExcessException($"{MaxNames} names");
        }

        return found;
    });

    // Makes the engine pull an image.
    // progress: Receives the progress of each layer.
    // Throws: the pull fails, or the engine is down, does not answer, or rejects the request.
    public void Pull(string image, Action<PullProgress> progress)
    {
        using var pause = new CancellationTokenSource(LongestPause);
        var failure = Run(ImageProblems.Image(image), async _ =>
        {
            try
            {
                return await PullAsync(ImageReference.Parse(image), progress, pause).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return $"it reported no progress for {LongestPause.TotalMinutes:0} minutes";
            }
            catch (EngineStatusException refused) when (
                refused.Status >= HttpStatusCode.BadRequest && !EngineErrors.WantsTls(refused))
            {
                return Message(refused.Body) ?? refused.Body;
            }
        });

        if (failure is not null)
            throw new LabelHookException(EngineProblems.PullFailed(Name, image, failure));
    }

    // Watches for image events until the engine stops or the caller cancels.
    // since: Includes the events since this time, as far as the engine remembers them.
    // hint: Called on each event, without details: events do not reliably tell which image changed, or how.
    public async Task WatchAsync(DateTimeOffset since, Action hint, CancellationToken stop)
    {
        var handler = new EngineHandler(_connection, isStream: true);
        using var client = Client(handler);
        var type = new Dictionary<string, bool>(StringComparer.Ordinal) { ["image"] = true };
        var parameters = new ContainerEventsParameters
        {
            Since = since.ToUnixTimeSeconds().ToString(),
            Filters = new Dictionary<string, IDictionary<string, bool>>(StringComparer.Ordinal) { ["type"] = type },
        };
        var messages = new Messages<Message>(handler, _ => hint());
        await client.System.MonitorEventsAsync(parameters, messages, stop).ConfigureAwait(false);
    }

    public LabelHookException ToException(Exception error, string request) =>
        error as LabelHookException ?? new LabelHookException(ToProblem(error, request), error);

    public void Dispose() => _connection.Dispose();

    private T Run<T>(string request, Func<CancellationToken, Task<T>> call)
    {
        try
        {
            using var deadline = new CancellationTokenSource(wait);
            return call(deadline.Token).GetAwaiter().GetResult();
        }
        catch (Exception error) when (IsExpected(error))
        {
            throw ToException(error, request);
        }
    }

    private Problem ToProblem(Exception error, string request) => error switch
    {
        EngineExcessException excess => EngineProblems.TooLong(Name, request, excess.Limit),
        EngineStatusException refused => ToProblem(refused, request),
        OperationCanceledException => EngineProblems.Silent(Name, request, wait),
        _ when IsUnclear(error) => EngineProblems.Unclear(Name, request),
        _ => EngineErrors.Classify(error) switch
        {
            EngineErrors.Kind.HeadTooLong => EngineProblems.HeadTooLong(Name, request),
            EngineErrors.Kind.NotHttp => EngineProblems.NotHttp(Name, request, address.IsSocket),
            EngineErrors.Kind.Ended => EngineProblems.Ended(Name, request, address.IsSocket),
            _ => EngineProblems.Down(Name, request, EngineErrors.Reason(error, address)),
        },
    };

    // Returns: why the pull failed, in the engine's words; null when it succeeded.
    private async Task<string?> PullAsync(
        ImageReference reference, Action<PullProgress> progress, CancellationTokenSource pause)
    {
        string? failure = null;
        var handler = new EngineHandler(_connection, isStream: true);
        using var client = Client(handler);
        var parameters = new ImagesCreateParameters
        {
            FromImage = reference.Repository,
            Tag = reference.Tag ?? reference.Digest,
        };
        var messages = new Messages<JSONMessage>(handler, Receive);
        await client.Images.CreateImageAsync(parameters, null, messages, pause.Token).ConfigureAwait(false);
        return failure;

        void Receive(JSONMessage? message)
        {
            pause.CancelAfter(LongestPause);
            failure ??= message?.Error?.Message;
            if (message is not { ID.Length: > 0, Status: not null })
                return;
            var (current, total) = (message.Progress?.Current ?? 0, message.Progress?.Total ?? 0);
            progress(new PullProgress(message.ID, message.Status, current, total));
        }
    }

    private DockerClient Client(EngineHandler handler)
    {
        // Without a configuration, because Docker.DotNet would look for one in the user's home folder, and .NET finds
        // that through a library that a static program cannot load.
        DockerConfig none = null!;

        // Without a timeout, because Run sets a deadline.
        var options = new ClientOptions { Endpoint = address.BaseAddress, Timeout = Timeout.InfiniteTimeSpan };
        return new DockerClientBuilder<HttpMessageHandler>(
            new Transport(), handler, none, options, NullLogger.Instance).Build();
    }

    private static EngineImage Read(ImageInspectResponse? answer) => new(answer?.ID)
    {
        Names = answer?.RepoTags,
        Digests = [answer?.Descriptor?.Digest, .. answer?.RepoDigests ?? []],
        Labels = answer?.Config?.Labels,

        // Docker returns empty fields for an image without its configuration. Every configuration names both;
        // https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md.
        HasConfiguration = answer is { Config.Labels.Count: > 0 }
            or { Config: not null, Architecture.Length: > 0, Os.Length: > 0 },
        Created = answer?.Created,
        Layers = answer?.RootFS?.Layers,
    };

    private static EngineImage Read(ImagesListResponse? answer) =>
        new(answer?.ID) { Names = answer?.RepoTags, Labels = answer?.Labels, Created = answer?.Created };

    private Problem ToProblem(EngineStatusException refused, string request)
    {
        if (refused.Location is { } elsewhere)
            return EngineProblems.Redirected(Name, request, elsewhere);
        return EngineErrors.WantsTls(refused)
            ? EngineProblems.Tls(Name, "speaks TLS")
            : EngineProblems.Rejected(Name, request, (int)refused.Status, Message(refused.Body) ?? refused.Body);
    }

    private static bool IsExpected(Exception error) => IsUnclear(error)
        || error is EngineExcessException or EngineStatusException
        || error is OperationCanceledException or HttpRequestException or IOException;

    // Whether Docker.DotNet throws the exception when it gets unexpected JSON.
    private static bool IsUnclear(Exception error) =>
        error is JsonException or ArgumentException or FormatException
            or InvalidOperationException or NotImplementedException or NotSupportedException;

    // The error message in a JSON body; null if there is none.
    private static string? Message(string body)
    {
        try
        {
            return JsonElement.Parse(body).GetProperty("message").GetString();
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private sealed class Transport : IDockerHandlerFactory<HttpMessageHandler>
    {
        public ResolvedTransport CreateHandler(
            HttpMessageHandler transportOptions, ResolvedClientOptions clientOptions, ILogger logger) =>
            new(transportOptions, clientOptions.Endpoint);

        public ResolvedTransport CreateHandler(ResolvedClientOptions clientOptions, ILogger logger) =>
            throw new NotSupportedException();

        public Task<WriteClosableStream> HijackStreamAsync(HttpContent content) => throw new NotSupportedException();
    }

    // Reports synchronously. .NET's Progress<T> queues an unlimited number of reports to the thread pool, in no order.
    private sealed class Messages<T>(EngineHandler handler, Action<T> receive) : IProgress<T>
    {
        public void Report(T value)
        {
            handler.StartNextMessage();
            receive(value);
        }
    }
}
