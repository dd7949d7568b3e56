using System.IO.Compression;
using Microsoft.Win32.SafeHandles;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.Xz;
using SharpCompress.Compressors.ZStandard;
using SharpCompress.Compressors.ZStandard.Unsafe;

namespace LabelHook.Images.Archives;

// Decompresses a file in the formats that podman and docker load: gzip, bzip2, xz and zstd. The only file that uses
// SharpCompress; .NET itself has only gzip.
internal sealed class Unpacking : ForwardStream
{
    // Largest window that a file may demand; enough for xz -9 and zstd --ultra -21.
    public const int MaxWindow = 64 * 1024 * 1024;

    // Arbitrary: many small entries fit, and it is little compared to a large one.
    private const int BufferSize = 64 * 1024;

    // Compressed bytes are read in small portions, because the deadline is checked at each read, and a few bytes of
    // bzip2 take a millisecond.
    private const int PackedSize = 4 * 1024;

    private readonly Stream _unpacked;
    private readonly ReadDeadline _deadline;
    private readonly byte[] _buffer = new byte[BufferSize];

    private Unpacking(ReadDeadline deadline, Func<Stream> open)
    {
        _deadline = deadline;
        _unpacked = Guarded(open);
    }

    // Detects the format by the first bytes; a file in none of them is read as it is.
    // Throws: the file is damaged.
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
            [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0] =>
                new Unpacking(deadline, () => new XzStream(buffered, deadline.Path, XzBlock)),
            [0x28, 0xb5, 0x2f, 0xfd, ..] or [>= 0x50 and <= 0x5f, 0x2a, 0x4d, 0x18, ..] =>
                new Unpacking(deadline, () => Zstandard(packed)),
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

    // Skips SHA-256 checks: the library uses .NET's SHA-256, which a static program does not have.
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

    // Damage makes a decoder fail with any exception, even an index out of range.
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
            throw new InvalidDataException("its compressed data is invalid", error);
        }
    }
}
