using System.Net;
using System.Text;
using LabelHook.Images.Manifests;

namespace LabelHook.Images.Engines;

// Limits an engine's answer to one request.
// connection: To the engine; shared with other handlers.
// isStream: Whether the answer is an endless stream of messages.
internal sealed class EngineHandler(HttpMessageInvoker connection, bool isStream) : HttpMessageHandler
{
    // Largest answer in bytes; arbitrary, the limit of a configuration in a file, and enough for thousands of images.
    private const int MaxAnswer = 8 * 1024 * 1024;

    // Most objects and lists in an answer, because they take far more memory than their text; arbitrary.
    private const int MaxObjects = 200_000;

    // Largest message of a stream in bytes; arbitrary, an event contains all labels of its image.
    private const int MaxMessage = 1024 * 1024;

    // Largest error body in bytes; arbitrary.
    private const int MaxError = 64 * 1024;

    private BoundedStream? _messages;

    public void StartNextMessage() => _messages?.Restart();

    // Throws: the answer exceeds a limit, has an error status, is not JSON, or repeats a member of an object.
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            response.Content = await ContentAsync(response, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _messages?.Dispose();
        base.Dispose(disposing);
    }

    private async Task<HttpContent> ContentAsync(HttpResponseMessage response, CancellationToken stop)
    {
        var stream = await response.Content.ReadAsStreamAsync(stop).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            var location = response.Headers.Location?.OriginalString;
            var error = location is null ? await ReadAsync(stream, MaxError, stop).ConfigureAwait(false) : default;
            throw new EngineStatusException(response.StatusCode, Encoding.UTF8.GetString(error.Span), location);
        }

        if (isStream)
            return new StreamContent(_messages = new BoundedStream(stream, MaxMessage));
        var answer = await ReadAsync(stream, MaxAnswer, stop).ConfigureAwait(false);
        if (answer.Span.Count((byte)'{') + answer.Span.Count((byte)'[') > MaxObjects)
            throw new EngineExcessException($"{MaxObjects} objects");
        JsonMembers.RequireUnique(answer.Span);
        return new ReadOnlyMemoryContent(answer);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, int limit, CancellationToken stop)
    {
        await using var bounded = new BoundedStream(stream, limit);
        var body = new MemoryStream();
        await bounded.CopyToAsync(body, stop).ConfigureAwait(false);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
