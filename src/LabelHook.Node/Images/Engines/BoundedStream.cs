namespace LabelHook.Images.Engines;

// An engine's answer, up to a limit.
internal sealed class BoundedStream(Stream stream, int limit) : ForwardStream
{
    private int _read;

    // Counts from 0 again, for the next message of a stream.
    public void Restart() => _read = 0;

    public override int Read(Span<byte> buffer) => Count(stream.Read(buffer));

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            stream.Dispose();
        base.Dispose(disposing);
    }

    // Throws: the limit is exceeded.
    private int Count(int length)
    {
        _read += length;
        return _read <= limit ? length : throw EngineExcessException.OfBytes(limit);
    }
}
