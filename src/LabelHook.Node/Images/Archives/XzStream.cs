namespace LabelHook.Images.Archives;

// Reads the blocks of an xz file, https://tukaani.org/xz/xz-file-format.txt, and decompresses each with a library. On
// its own, the library would allocate all memory that a block demands, keep the whole index, and stop after the first
// of several streams.
// packed: The file, at its start.
// path: The file, for the message.
// open: Decompresses the block at the current position; gets the type and the size of the check after it.
internal sealed class XzStream(Stream packed, string path, Func<Stream, int, int, Stream> open) : ForwardStream
{
    private const int HeaderSize = 12;
    private const int FooterSize = 12;

    // The only filter that compresses, and the only one found in archives; the others rearrange machine code.
    private const int Lzma2 = 0x21;

    private readonly byte[] _header = new byte[HeaderSize];
    private readonly byte[] _end = new byte[sizeof(uint) + FooterSize];
    private int? _check;
    private Stream? _block;

    public override int Read(Span<byte> buffer)
    {
        while (_block is not null || NextBlock())
        {
            var read = _block!.Read(buffer);
            if (read > 0)
                return read;
            _block = null;
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            packed.Dispose();
        base.Dispose(disposing);
    }

    // Returns: false at the end of the file.
    private bool NextBlock()
    {
        while (_check is not null || NextStream())
        {
            var start = packed.Position;
            if (Byte() == 0)
            {
                SkipIndex(start);
                _check = null;
                continue;
            }

            CheckBlock();
            packed.Position = start;
            _block = open(packed, _check!.Value, CheckSize(_check.Value));
            return true;
        }

        return false;
    }

    private bool NextStream()
    {
        var padding = _header.AsMemory(0, 4);
        var read = packed.ReadAtLeast(padding.Span, padding.Length, throwOnEndOfStream: false);
        while (read == padding.Length && !padding.Span.ContainsAnyExcept((byte)0))
            read = packed.ReadAtLeast(padding.Span, padding.Length, throwOnEndOfStream: false);
        if (read == 0)
            return false;
        packed.ReadExactly(_header.AsSpan(padding.Length));
        if (_header is not [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, 0, <= 0xf, ..])
            throw new InvalidDataException("the data after its end is not xz");
        _check = _header[7];
        return true;
    }

    // Limits the memory that the block demands.
    private void CheckBlock()
    {
        var flags = Byte();
        if ((flags & 0x40) != 0)
            _ = Number(); // compressed size
        if ((flags & 0x80) != 0)
            _ = Number(); // uncompressed size
        if ((flags & 0x03) != 0 || Number() != Lzma2 || Number() != 1)
            throw new InvalidDataException("it uses an unsupported filter");
        var bits = Byte();
        if (bits > 40 || (2L | (bits & 1)) << ((bits / 2) + 11) > Unpacking.MaxWindow)
            throw new LabelHookException(ArchiveProblems.Window(path, Unpacking.MaxWindow));
    }

    // The index serves only random access.
    private void SkipIndex(long start)
    {
        var blocks = Number();
        for (ulong block = 0; block < blocks; block++)
        {
            _ = Number();
            _ = Number();
        }

        while ((packed.Position - start) % 4 != 0)
            _ = Byte();
        packed.ReadExactly(_end);
        if (_end is not [.., (byte)'Y', (byte)'Z'])
            throw new InvalidDataException("the end of an xz stream is missing");
    }

    private byte Byte() => packed.ReadByte() is >= 0 and var value ? (byte)value : throw new EndOfStreamException();

    // Seven bits per byte, lowest first; the highest bit means that another byte follows.
    private ulong Number()
    {
        ulong number = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var value = Byte();
            number |= (ulong)(value & 0x7f) << shift;
            if (value < 0x80)
                return number;
        }

        throw new InvalidDataException("a number in it is too long");
    }

    private static int CheckSize(int check) => check == 0 ? 0 : 4 << ((check - 1) / 3);
}
