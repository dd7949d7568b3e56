using System.Net;
using System.Text.Json;
using Docker.DotNet;
using Docker.DotNet.Handler.Abstractions;
using Docker.DotNet.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LabelHook.Images.Engines;

// A container engine behind its Docker-compatible API: dockerd, or podman's service. The one file that knows
// Docker.DotNet.
internal sealed class ContainerEngine(EngineAddress address, TimeSpan wait) : IImageSource, IDisposable
{
    // How long a pull may say nothing; arbitrary, an engine is silent while it unpacks a layer.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    // Most names of images with labels for modules; arbitrary.
    private const int MaxNames = 50_000;

    private readonly HttpMessageInvoker _connection = EngineConnection.To(address);

    public string Name { get; } = Describe(address);

    public static string Describe(EngineAddress address) => $"the engine at {address}";

    // Returns: null when the engine does not have the image.
    // Throws: the engine is down, silent, or refuses.
    public ModuleImage? Inspect(string image)
    {
        var request = ImageProblems.Image(image);
        return Ask<ModuleImage?>(request, async deadline =>
        {
            try
            {
                using var client = Client(new EngineHandler(_connection, isStream: false));
                var answer = await client.Images.InspectImageAsync(image, deadline).ConfigureAwait(false);
                return Read(answer).Inspected(image, Name);
            }
            catch (EngineStatusException refused) when (refused.Status == HttpStatusCode.NotFound)
            {
                return Message(refused.Body) is not null ? null : throw new LabelHookException(EngineProblems.Unclear(Name, request));
            }
        });
    }

    // Throws: the engine is down, silent, or refuses.
    public IReadOnlyList<InstalledImage> List() => Ask<IReadOnlyList<InstalledImage>>("its images", async deadline =>
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

    // Has the engine fetch an image from its registry.
    // progress: Told what becomes of each layer.
    // Throws: it cannot be had, or the engine is down, silent, or refuses.
    public void Pull(string image, Action<PullProgress> progress)
    {
        using var pause = new CancellationTokenSource(LongestPause);
        var failure = Ask(ImageProblems.Image(image), async _ =>
        {
            try
            {
                return await PullAsync(ImageReference.Parse(image), progress, pause).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return $"it said nothing for {LongestPause.TotalMinutes:0} minutes";
            }
            catch (EngineStatusException refused) when (refused.Status >= HttpStatusCode.BadRequest && !EngineErrors.WantsTls(refused))
            {
                return Message(refused.Body) ?? refused.Body;
            }
        });

        if (failure is not null)
            throw new LabelHookException(EngineProblems.PullFailed(Name, image, failure));
    }

    // Listens until the engine goes or the caller has enough.
    // since: From when on; what happened before the call is told too, as far as the engine remembers it.
    // hint: Called whenever something happened to some image: an event tells neither reliably which nor what.
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
        await client.System.MonitorEventsAsync(parameters, new Messages<Message>(handler, _ => hint()), stop).ConfigureAwait(false);
    }

    // What went wrong with an engine, as a problem.
    public LabelHookException Trouble(Exception error, string request) => error switch
    {
        LabelHookException known => known,
        EngineExcessException excess => new LabelHookException(EngineProblems.TooLong(Name, request, excess.Limit), error),
        EngineStatusException refused => new LabelHookException(Refusal(refused, request), error),
        OperationCanceledException => new LabelHookException(EngineProblems.Silent(Name, request, wait), error),
        _ when IsUnclear(error) => new LabelHookException(EngineProblems.Unclear(Name, request), error),
        _ => EngineErrors.Classify(error) switch
        {
            EngineErrors.Kind.HeadTooLong => new LabelHookException(EngineProblems.HeadTooLong(Name, request), error),
            EngineErrors.Kind.NotHttp => new LabelHookException(EngineProblems.NotHttp(Name, request, address.IsSocket), error),
            EngineErrors.Kind.Ended => new LabelHookException(EngineProblems.Ended(Name, request, address.IsSocket), error),
            _ => new LabelHookException(EngineProblems.Down(Name, request, EngineErrors.Reason(error, address)), error),
        },
    };

    public void Dispose() => _connection.Dispose();

    private T Ask<T>(string request, Func<CancellationToken, Task<T>> question)
    {
        try
        {
            using var deadline = new CancellationTokenSource(wait);
            return question(deadline.Token).GetAwaiter().GetResult();
        }
        catch (Exception error) when (IsAnswer(error) || IsUnclear(error) || error is OperationCanceledException or HttpRequestException or IOException)
        {
            throw Trouble(error, request);
        }
    }

    // Returns: why it failed, in the engine's words; null when it did not.
    private async Task<string?> PullAsync(ImageReference reference, Action<PullProgress> progress, CancellationTokenSource pause)
    {
        string? failure = null;
        var handler = new EngineHandler(_connection, isStream: true);
        using var client = Client(handler);
        var parameters = new ImagesCreateParameters { FromImage = reference.Repository, Tag = reference.Tag ?? reference.Digest };
        await client.Images.CreateImageAsync(parameters, null, new Messages<JSONMessage>(handler, Tell), pause.Token).ConfigureAwait(false);
        return failure;

        void Tell(JSONMessage? message)
        {
            pause.CancelAfter(LongestPause);
            failure ??= message?.Error?.Message;
            if (message is { ID.Length: > 0, Status: not null })
                progress(new PullProgress(message.ID, message.Status, message.Progress?.Current ?? 0, message.Progress?.Total ?? 0));
        }
    }

    private DockerClient Client(EngineHandler handler)
    {
        // Docker.DotNet looks for docker's own configuration in the user's home, which .NET asks a library for that a static program cannot load.
        DockerConfig none = null!;
        var options = new ClientOptions { Endpoint = address.BaseAddress, Timeout = Timeout.InfiniteTimeSpan }; // every question has a deadline of its own
        return new DockerClientBuilder<HttpMessageHandler>(new Transport(), handler, none, options, NullLogger.Instance).Build();
    }

    private static EngineImage Read(ImageInspectResponse? answer) => new(answer?.ID)
    {
        Names = answer?.RepoTags,
        Digests = [answer?.Descriptor?.Digest, .. answer?.RepoDigests ?? []],
        Labels = answer?.Config?.Labels,

        // Docker answers so for an image without its configuration, which always names both; https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md.
        HasConfiguration = answer is { Config.Labels.Count: > 0 } or { Config: not null, Architecture.Length: > 0, Os.Length: > 0 },
        Created = answer?.Created,
    };

    private static EngineImage Read(ImagesListResponse? answer) =>
        new(answer?.ID) { Names = answer?.RepoTags, Labels = answer?.Labels, Created = answer?.Created };

    private Problem Refusal(EngineStatusException refused, string request)
    {
        if (refused.Location is { } elsewhere)
            return EngineProblems.Redirected(Name, request, elsewhere);
        return EngineErrors.WantsTls(refused)
            ? EngineProblems.Tls(Name, "speaks TLS")
            : EngineProblems.Rejected(Name, request, (int)refused.Status, Message(refused.Body) ?? refused.Body);
    }

    private static bool IsAnswer(Exception error) => error is EngineExcessException or EngineStatusException;

    // Whether that is what Docker.DotNet says to JSON that it did not expect.
    private static bool IsUnclear(Exception error) =>
        error is JsonException or ArgumentException or FormatException or InvalidOperationException or NotImplementedException or NotSupportedException;

    // The engine's own words, out of the JSON that they come in.
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
        public ResolvedTransport CreateHandler(HttpMessageHandler transportOptions, ResolvedClientOptions clientOptions, ILogger logger) =>
            new(transportOptions, clientOptions.Endpoint);

        public ResolvedTransport CreateHandler(ResolvedClientOptions clientOptions, ILogger logger) => throw new NotSupportedException();

        public Task<WriteClosableStream> HijackStreamAsync(HttpContent content) => throw new NotSupportedException();
    }

    // Tells at once, in the thread that reads: .NET's own hands each to a thread of the pool, in no order and without a
    // bound.
    private sealed class Messages<T>(EngineHandler handler, Action<T> tell) : IProgress<T>
    {
        public void Report(T value)
        {
            handler.Next();
            tell(value);
        }
    }
}
