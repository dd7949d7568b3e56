using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace LabelHook.Images;

/// <summary>A container engine behind its Docker-compatible API: dockerd, or podman's service.</summary>
internal sealed class ContainerEngine(EngineAddress address, TimeSpan wait) : IImageSource, IDisposable
{
    /// <summary>How long a pull may say nothing; arbitrary, an engine is silent while it unpacks a layer.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <summary>Largest description of one image; arbitrary, as much as a configuration in a file may have.</summary>
    private const int MaxImage = 8 * 1024 * 1024;

    /// <summary>Largest list of images; arbitrary, room for ten thousand.</summary>
    private const int MaxList = 16 * 1024 * 1024;

    /// <summary>Most names of images with labels for modules; arbitrary.</summary>
    private const int MaxNames = 50_000;

    /// <summary>Most of an error that is read; arbitrary.</summary>
    private const int MaxError = 64 * 1024;

    private readonly EngineClient _client = new(address);

    public string Name { get; } = Describe(address);

    public static string Describe(EngineAddress address) => $"the engine at {address}";

    /// <returns><see langword="null"/> when the engine does not have the image.</returns>
    /// <exception cref="LabelHookException">The engine is down, silent, or refuses.</exception>
    public ModuleImage? Inspect(string image)
    {
        var request = Problems.Image(image);
        return Ask<ModuleImage?>(request, async deadline =>
        {
            using var response = await _client.SendAsync(HttpMethod.Get, $"images/{image}/json", deadline).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                var error = await ErrorAsync(response, deadline).ConfigureAwait(false);
                return Message(error) is not null ? null : throw new LabelHookException(Problems.EngineUnclear(Name, request));
            }

            await RequireSuccessAsync(response, request, deadline).ConfigureAwait(false);
            var body = await EngineClient.ReadAsync(response, MaxImage, deadline).ConfigureAwait(false);
            var answer = await JsonSerializer.DeserializeAsync(body, EngineJson.Default.Image, deadline).ConfigureAwait(false);
            return EngineImage.Read(answer, image, Name);
        });
    }

    /// <exception cref="LabelHookException">The engine is down, silent, or refuses.</exception>
    public IReadOnlyList<InstalledImage> List() => Ask<IReadOnlyList<InstalledImage>>("its images", async deadline =>
    {
        using var response = await _client.SendAsync(HttpMethod.Get, "images/json", deadline).ConfigureAwait(false);
        await RequireSuccessAsync(response, "its images", deadline).ConfigureAwait(false);
        var body = await EngineClient.ReadAsync(response, MaxList, deadline).ConfigureAwait(false);

        // One by one: what is of no interest, and that may be a million, is forgotten at once.
        var found = new List<InstalledImage>();
        await foreach (var answer in JsonSerializer.DeserializeAsyncEnumerable(body, EngineJson.Default.ListedImage, deadline).ConfigureAwait(false))
        {
            found.AddRange(EngineImage.Read(answer, Name));
            if (found.Count > MaxNames)
                throw new EngineExcessException($"{MaxNames} names");
        }

        return found;
    });

    /// <summary>Has the engine fetch an image from its registry.</summary>
    /// <param name="progress">Told what becomes of each layer.</param>
    /// <exception cref="LabelHookException">It cannot be had, or the engine is down, silent, or refuses.</exception>
    public void Pull(string image, Action<PullProgress> progress)
    {
        using var pause = new CancellationTokenSource(LongestPause);
        var reference = ImageReference.Parse(image);
        var query = $"images/create?fromImage={Uri.EscapeDataString(reference.Repository)}&tag={Uri.EscapeDataString(reference.Tag ?? reference.Digest!)}";
        var failure = Ask(Problems.Image(image), async _ =>
        {
            try
            {
                return await PullAsync(query, Problems.Image(image), progress, pause).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return string.Create(CultureInfo.InvariantCulture, $"it said nothing for {LongestPause.TotalMinutes:0} minutes");
            }
        });

        if (failure is not null)
            throw new LabelHookException(Problems.PullFailed(Name, image, failure));
    }

    /// <summary>Listens until the engine goes or the caller has enough.</summary>
    /// <param name="since">From when on; what happened before the call is told too, as far as the engine remembers it.</param>
    /// <param name="hint">Called whenever something happened to some image: an event tells neither reliably which nor what.</param>
    public async Task WatchAsync(DateTimeOffset since, Action hint, CancellationToken stop)
    {
        var filters = Uri.EscapeDataString("""{"type":{"image":true}}""");
        var query = string.Create(CultureInfo.InvariantCulture, $"events?since={since.ToUnixTimeSeconds()}&filters={filters}");
        using var response = await _client.SendAsync(HttpMethod.Get, query, stop).ConfigureAwait(false);
        await RequireSuccessAsync(response, "events", stop).ConfigureAwait(false);
        await foreach (var _ in EngineClient.ReadLinesAsync(response, stop).ConfigureAwait(false))
            hint();
    }

    /// <summary>What went wrong with an engine, as a problem.</summary>
    public LabelHookException Trouble(Exception error, string request) => error switch
    {
        LabelHookException known => known,
        EngineExcessException excess => new LabelHookException(Problems.EngineExcess(Name, request, excess.Limit), error),
        JsonException => new LabelHookException(Problems.EngineUnclear(Name, request), error),
        OperationCanceledException => new LabelHookException(Problems.EngineSilent(Name, request, wait), error),
        _ => EngineTrouble.Of(error) switch
        {
            EngineTrouble.Kind.HeadTooLong => new LabelHookException(Problems.EngineHeadExcess(Name, request), error),
            EngineTrouble.Kind.NotHttp => new LabelHookException(Problems.EngineNotHttp(Name, request, address.IsSocket), error),
            EngineTrouble.Kind.Ended => new LabelHookException(Problems.EngineEnded(Name, request, address.IsSocket), error),
            _ => new LabelHookException(Problems.EngineDown(Name, request, EngineTrouble.Reason(error, address)), error),
        },
    };

    public void Dispose() => _client.Dispose();

    private T Ask<T>(string request, Func<CancellationToken, Task<T>> question)
    {
        try
        {
            using var deadline = new CancellationTokenSource(wait);
            return question(deadline.Token).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is EngineExcessException or JsonException or OperationCanceledException or HttpRequestException or IOException)
        {
            throw Trouble(error, request);
        }
    }

    /// <returns>Why it failed, in the engine's words; <see langword="null"/> when it did not.</returns>
    private async Task<string?> PullAsync(string query, string request, Action<PullProgress> progress, CancellationTokenSource pause)
    {
        using var response = await _client.SendAsync(HttpMethod.Post, query, pause.Token).ConfigureAwait(false);
        if (response.StatusCode >= HttpStatusCode.BadRequest)
        {
            var body = await ErrorAsync(response, pause.Token).ConfigureAwait(false);
            return EngineTrouble.WantsTls(response.StatusCode, body)
                ? throw new LabelHookException(Problems.EngineTls(Name, "speaks TLS"))
                : Message(body) ?? body;
        }

        await RequireSuccessAsync(response, request, pause.Token).ConfigureAwait(false);
        string? failure = null;
        await foreach (var line in EngineClient.ReadLinesAsync(response, pause.Token).ConfigureAwait(false))
        {
            pause.CancelAfter(LongestPause);
            var message = JsonSerializer.Deserialize(line, EngineJson.Default.PullMessage);
            failure ??= message?.ErrorDetail?.Message;
            if (message is { Id.Length: > 0, Status: not null })
                progress(new PullProgress(message.Id, message.Status, message.ProgressDetail?.Current ?? 0, message.ProgressDetail?.Total ?? 0));
        }

        return failure;
    }

    /// <exception cref="LabelHookException">The answer is none to the request.</exception>
    private async Task RequireSuccessAsync(HttpResponseMessage response, string request, CancellationToken stop)
    {
        if (response.StatusCode == HttpStatusCode.OK)
            return;
        if (response.Headers.Location is { } elsewhere)
            throw new LabelHookException(Problems.EngineElsewhere(Name, request, elsewhere.OriginalString));
        var body = await ErrorAsync(response, stop).ConfigureAwait(false);
        throw new LabelHookException(EngineTrouble.WantsTls(response.StatusCode, body)
            ? Problems.EngineTls(Name, "speaks TLS")
            : Problems.EngineRefused(Name, request, (int)response.StatusCode, Message(body) ?? body));
    }

    private static async Task<string> ErrorAsync(HttpResponseMessage response, CancellationToken stop)
    {
        var body = await EngineClient.ReadAsync(response, MaxError, stop).ConfigureAwait(false);
        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
    }

    /// <summary>The engine's own words, out of the JSON that they come in.</summary>
    private static string? Message(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, EngineJson.Default.Error)?.Message;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
