using System.IO.Compression;
using Microsoft.Win32.SafeHandles;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.Xz;
using SharpCompress.Compressors.ZStandard;
using SharpCompress.Compressors.ZStandard.Unsafe;

namespace LabelHook.Images.Archives;

// A file as it was before it was compressed, in the ways that podman and docker load: gzip, bzip2, xz and zstd. The one
// file that knows SharpCompress, for .NET itself has gzip only.
internal sealed class Unpacking : ForwardStream
{
    // Most memory that a file may claim to look back into: xz -9 does, and zstd up to --ultra -21.
    public const int MaxWindow = 64 * 1024 * 1024;

    // What is read at once; arbitrary, it holds many small entries and is little beside a large one.
    private const int BufferSize = 64 * 1024;

    // What is read at once of what is compressed: little, for the time is looked at then, and a few bytes of bzip2 cost
    // a ms.
    private const int PackedSize = 4 * 1024;

    private readonly Stream _unpacked;
    private readonly ReadDeadline _deadline;
    private readonly byte[] _buffer = new byte[BufferSize];

    private Unpacking(ReadDeadline deadline, Func<Stream> open)
    {
        _deadline = deadline;
        _unpacked = Guarded(open);
    }

    // A file, compressed or not: the bytes that it starts with tell.
    // Throws: it is damaged.
    public static Stream Open(SafeFileHandle file, ReadDeadline deadline)
    {
        var start = new byte[6];
        var read = RandomAccess.Read(file, start, 0);
        var packed = new DeadlineStream(file, deadline);
        var buffered = new BufferedStream(packed, PackedSize);
        return start[..read] switch
        {
            [0x1f, 0x8b, ..] => new GZipStream(packed, CompressionMode.Decompress),
            [(byte)'B', (byte)'Z', (byte)'h', ..] => new Unpacking(deadline, () => BZip2(buffered)),
            [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0] => new Unpacking(deadline, () => new XzStream(buffered, deadline.Path, XzBlock)),
            [0x28, 0xb5, 0x2f, 0xfd, ..] or [>= 0x50 and <= 0x5f, 0x2a, 0x4d, 0x18, ..] => new Unpacking(deadline, () => Zstandard(packed)),
            _ => new BufferedStream(packed, BufferSize),
        };
    }

    public override int Read(Span<byte> buffer)
    {
        _deadline.Check();
        var count = Math.Min(buffer.Length, BufferSize);
        var read = Guarded(() => _unpacked.Read(_buffer, 0, count));
        _buffer.AsSpan(0, read).CopyTo(buffer);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _unpacked.Dispose();
        base.Dispose(disposing);
    }

    private static BZip2Stream BZip2(Stream packed) =>
        BZip2Stream.Create(packed, SharpCompress.Compressors.CompressionMode.Decompress, decompressConcatenated: true);

    // A check by SHA-256 is passed over: for that the library takes .NET's own, which is not in a static program.
    private static XZBlock XzBlock(Stream packed, int check, int checkSize)
    {
        var type = (CheckType)check;
        return new XZBlock(packed, type is CheckType.CRC32 or CheckType.CRC64 ? type : CheckType.NONE, checkSize);
    }

    private static DecompressionStream Zstandard(Stream packed)
    {
        var stream = new DecompressionStream(packed, PackedSize);
        stream.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, int.Log2(MaxWindow));
        return stream;
    }

    // A decoder stumbles over damage in many ways, an index outside of its array among them. All of them mean the same.
    private T Guarded<T>(Func<T> unpack)
    {
        try
        {
            return unpack();
        }
        catch (ZstdException error) when (error.Code == ZSTD_ErrorCode.ZSTD_error_frameParameter_windowTooLarge)
        {
            throw new LabelHookException(ArchiveProblems.Window(_deadline.Path, MaxWindow), error);
        }
        catch (Exception error) when (error is not (LabelHookException or InvalidDataException or IOException))
        {
            throw new InvalidDataException("what is compressed in it cannot be unpacked", error);
        }
    }
}
