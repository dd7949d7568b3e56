using Microsoft.Win32.SafeHandles;

namespace LabelHook.Images;

// A file that can be read until a deadline. A decompressor reads a few KiB at a time, and deflate expands these to a
// few MiB at most, so the deadline also bounds decompression.
internal sealed class DeadlineStream(SafeFileHandle file, ReadDeadline deadline) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; } = RandomAccess.GetLength(file);

    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        deadline.Check();
        var read = RandomAccess.Read(file, buffer, Position);
        Position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => Position,
        _ => Length,
    };

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
