namespace LabelHook.Images.Archives;

// The blocks of a file of xz one after another, https://tukaani.org/xz/xz-file-format.txt. A library unpacks each; it
// would give a block all memory that it claims, keep the whole index, and stop behind the first of several streams.
// packed: The file, at its start.
// path: The file, for the sentence.
// open: Unpacks the block that the file is at, with a check of a kind and a size behind it.
internal sealed class XzStream(Stream packed, string path, Func<Stream, int, int, Stream> open) : ForwardStream
{
    private const int HeaderSize = 12;
    private const int FooterSize = 12;

    // The only filter that makes anything smaller, and the only one in archives; others rearrange programs.
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
            throw new InvalidDataException("what follows its end is not xz");
        _check = _header[7];
        return true;
    }

    // Looks how much memory the block claims.
    private void CheckBlock()
    {
        var flags = Byte();
        if ((flags & 0x40) != 0)
            _ = Number(); // its size
        if ((flags & 0x80) != 0)
            _ = Number(); // its size when it is unpacked
        if ((flags & 0x03) != 0 || Number() != Lzma2 || Number() != 1)
            throw new InvalidDataException("it is compressed with a filter that is not known");
        var bits = Byte();
        if (bits > 40 || (2L | (bits & 1)) << ((bits / 2) + 11) > Unpacking.MaxWindow)
            throw new LabelHookException(ArchiveProblems.Window(path, Unpacking.MaxWindow));
    }

    // Where in the stream each block is, which only matters to whoever jumps.
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
            throw new InvalidDataException("the end of a stream of xz is missing");
    }

    private byte Byte() => packed.ReadByte() is >= 0 and var value ? (byte)value : throw new EndOfStreamException();

    // Seven bits a byte, the lowest first, the highest bit saying that more come.
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
