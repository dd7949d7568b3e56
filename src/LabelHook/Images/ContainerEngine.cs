using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Docker.DotNet;
using Docker.DotNet.Models;
using LabelHook.Interop;

namespace LabelHook.Images;

/// <summary>A container engine behind its Docker-compatible API: dockerd, or podman's service. The one file that knows Docker.DotNet.</summary>
internal sealed class ContainerEngine : IImageSource, IDisposable
{
    /// <summary>How long a pull may say nothing; arbitrary, an engine is silent while it unpacks a layer.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private readonly TimeSpan _wait;
    private readonly DockerClient _client;

    public ContainerEngine(Uri address, TimeSpan wait)
    {
        Name = Describe(address);
        _wait = wait;
        if (address.Scheme != "unix")
            _ = Libc.ConfigureLookup("hosts", "files dns"); // what else nsswitch.conf names is a library, which a static program cannot load
        _client = new DockerClientBuilder().WithEndpoint(address).WithTimeout(wait).Build();
    }

    public string Name { get; }

    public static string Describe(Uri address) => $"the engine at {(address.Scheme == "unix" ? address.AbsolutePath : address)}";

    /// <returns><see langword="null"/> when the engine does not have the image.</returns>
    /// <exception cref="LabelHookException">The engine is down, silent, or refuses.</exception>
    public ModuleImage? Inspect(string image) => Ask<ModuleImage?>(Problems.Image(image), async deadline =>
    {
        try
        {
            var answer = await _client.Images.InspectImageAsync(image, deadline).ConfigureAwait(false);
            return answer?.ID is { Length: > 0 } id
                ? new ModuleImage(NameOf(answer, image), Digest(id), Labels(answer.Config?.Labels), answer.Created is { } time ? new DateTimeOffset(time) : null)
                : throw new LabelHookException(Problems.EngineUnclear(Name, Problems.Image(image)));
        }
        catch (DockerImageNotFoundException)
        {
            return null;
        }
    });

    /// <exception cref="LabelHookException">The engine is down, silent, or refuses.</exception>
    public IReadOnlyList<InstalledImage> List() => Ask<IReadOnlyList<InstalledImage>>("its images", async deadline =>
    {
        var answers = await _client.Images.ListImagesAsync(new ImagesListParameters(), deadline).ConfigureAwait(false);
        return
        [
            .. from answer in answers.OrderBy(answer => answer.Created)
               let labels = Labels(answer.Labels)
               where ModuleLabels.AreIn(labels)
               from name in answer.RepoTags ?? []
               where !name.Contains("<none>", StringComparison.Ordinal)
               select new InstalledImage(new ModuleImage(name, Digest(answer.ID), labels, new DateTimeOffset(answer.Created))),
        ];
    });

    /// <summary>Has the engine fetch an image from its registry.</summary>
    /// <param name="progress">Told what becomes of each layer.</param>
    /// <exception cref="LabelHookException">It cannot be had, or the engine is down, silent, or refuses.</exception>
    public void Pull(string image, Action<PullProgress> progress)
    {
        string? failure = null;
        using var pause = new CancellationTokenSource(LongestPause);
        var reference = ImageReference.Parse(image);
        try
        {
            Ask(
                Problems.Image(image),
                async _ =>
                {
                    await _client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = reference.Repository, Tag = reference.Tag ?? reference.Digest }, null, new Progress<JSONMessage>(Report), pause.Token).ConfigureAwait(false);
                    return true;
                });
        }
        catch (LabelHookException error) when (error.InnerException is DockerApiException refused)
        {
            throw new LabelHookException(Problems.PullFailed(Name, image, Message(refused)), refused);
        }

        if (failure is not null)
            throw new LabelHookException(Problems.PullFailed(Name, image, failure));

        void Report(JSONMessage message)
        {
            pause.CancelAfter(LongestPause);
            failure ??= message.Error?.Message;
            if (message is { ID.Length: > 0, Status: not null })
                progress(new PullProgress(message.ID, message.Status, message.Progress?.Current ?? 0, message.Progress?.Total ?? 0));
        }
    }

    /// <summary>Listens until the engine goes or the caller has enough.</summary>
    /// <param name="since">From when on; what happened before the call is told too, as far as the engine remembers it.</param>
    /// <param name="hint">Called whenever something happened to some image: an event tells neither reliably which nor what.</param>
    public Task WatchAsync(DateTimeOffset since, Action hint, CancellationToken stop) => _client.System.MonitorEventsAsync(
        new ContainerEventsParameters
        {
            Since = since.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            Filters = new Dictionary<string, IDictionary<string, bool>>(StringComparer.Ordinal) { ["type"] = new Dictionary<string, bool>(StringComparer.Ordinal) { ["image"] = true } },
        },
        new Progress<Message>(_ => hint()),
        stop);

    /// <summary>What went wrong with an engine, as a problem.</summary>
    public LabelHookException Trouble(Exception error, string request) => error switch
    {
        LabelHookException known => known,
        DockerApiException refused => new LabelHookException(Problems.EngineRefused(Name, request, (int)refused.StatusCode, refused.ResponseBody ?? ""), refused),
        JsonException => new LabelHookException(Problems.EngineUnclear(Name, request), error),
        OperationCanceledException => new LabelHookException(Problems.EngineSilent(Name, request, _wait), error),
        _ => new LabelHookException(Problems.EngineDown(Name, request, Reason(error)), error),
    };

    public void Dispose() => _client.Dispose();

    private T Ask<T>(string request, Func<CancellationToken, Task<T>> question)
    {
        try
        {
            using var deadline = new CancellationTokenSource(_wait);
            return question(deadline.Token).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is DockerApiException or JsonException or OperationCanceledException or HttpRequestException or IOException or AggregateException or TimeoutException)
        {
            throw Trouble(error, request);
        }
    }

    private static Dictionary<string, string> Labels(IDictionary<string, string>? labels) =>
        (labels ?? new Dictionary<string, string>(StringComparer.Ordinal)).Where(label => label.Value is not null).ToDictionary(StringComparer.Ordinal);

    /// <summary>The engine's own words, out of the JSON that they come in.</summary>
    private static string Message(DockerApiException error)
    {
        try
        {
            return JsonElement.Parse(error.ResponseBody ?? "").GetProperty("message").GetString() ?? error.Message;
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return error.ResponseBody is { Length: > 0 } body ? body.Trim() : error.Message;
        }
    }

    /// <summary>Tells at once, in the thread that reads the answer: .NET's own hands each report to a thread of the pool, in no order and without a bound.</summary>
    private sealed class Progress<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }

    /// <summary>The name that the engine knows the image by: of several, the one that was meant.</summary>
    private static string NameOf(ImageInspectResponse answer, string image)
    {
        var asked = ImageReference.Parse(image);
        return answer.RepoTags?.MinBy(name => ImageReference.Parse(name) is var known && known.Tag == asked.Tag ? asked.Rank(known.Repository) ?? int.MaxValue : int.MaxValue) ?? image;
    }

    private static string Digest(string id) => id.Contains(':', StringComparison.Ordinal) ? id : "sha256:" + id;

    /// <summary>.NET wraps the socket's error, and calls a missing socket file an address that is not available.</summary>
    private static string Reason(Exception error) => error.GetBaseException() switch
    {
        AggregateException several => Reason(several.InnerExceptions[0]), // a host that has several addresses
        SocketException socket => socket.SocketErrorCode switch
        {
            SocketError.AddressNotAvailable => "there is no such socket",
            SocketError.ConnectionRefused => "nobody listens there",
            SocketError.AccessDenied => "permission denied",
            SocketError.WouldBlock => "it takes no more connections",
            SocketError.HostNotFound or SocketError.TryAgain => "there is no such host",
            var other => $"{other}",
        },
        var other => other.Message,
    };
}
