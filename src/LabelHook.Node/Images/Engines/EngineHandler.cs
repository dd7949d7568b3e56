using System.Net;
using System.Text;
using LabelHook.Images.Manifests;

namespace LabelHook.Images.Engines;

// Lets through what an engine answers to one request, as far as there is room for it.
// connection: To the engine; others use it, too.
// isStream: Whether one message follows another, maybe for ever.
internal sealed class EngineHandler(HttpMessageInvoker connection, bool isStream) : HttpMessageHandler
{
    // Largest answer; arbitrary, as much as a configuration in a file may have, and room for some thousand images.
    private const int MaxAnswer = 8 * 1024 * 1024;

    // Most objects and lists of an answer, which take far more room than their text; arbitrary.
    private const int MaxObjects = 200_000;

    // Longest message of a stream; arbitrary, an event carries all labels of its image.
    private const int MaxMessage = 1024 * 1024;

    // Most of an error that is read; arbitrary.
    private const int MaxError = 64 * 1024;

    private BoundedStream? _messages;

    // Makes room for another message.
    public void Next() => _messages?.Restart();

    // Throws: there is no room for the answer.
    // Throws: the answer is no success.
    // Throws: it is not JSON, or something stands in it twice.
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
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
