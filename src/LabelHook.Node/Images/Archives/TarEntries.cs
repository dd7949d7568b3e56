namespace LabelHook.Images.Archives;

// The entries of a tar file one after another, in the formats that are met: ustar and pax,
// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html, and GNU's,
// https://www.gnu.org/software/tar/manual/html_node/Standard.html. .NET's own reader takes as much memory for the name
// of an entry as its header claims, up to 2 GiB.
internal sealed class TarEntries(Stream stream, string path)
{
    // Largest header that goes before an entry with what does not fit into its own; the limit of Go's archive/tar, by
    // which images are written and read.
    private const int MaxExtension = 1024 * 1024;

    private readonly byte[] _block = new byte[TarHeader.BlockSize];
    private byte[] _waste = [];
    private long _left;
    private bool _started;

    public string Name { get; private set; } = "";

    public long Size { get; private set; }

    // What it is when it is no regular file; null for one.
    public string? Kind { get; private set; }

    // Returns: false at the end.
    // Throws: this is no tar file.
    // Throws: it is damaged or cut off.
    public bool Next()
    {
        string? longName = null;
        PaxHeader pax = default;
        while (ReadHeader() is { } header)
        {
            switch (header.Type)
            {
                case 'x':
                    pax = PaxHeader.Parse(Content(header.Size));
                    break;
                case 'L':
                    longName = TarHeader.Text(Content(header.Size));
                    break;
                case 'g' or 'K': // what holds for all entries, and the target of a link
                    Expect(header.Size);
                    break;
                default:
                    Name = Plain(pax.Path ?? longName ?? header.Name);
                    Kind = pax.IsSparse ? "it is a sparse file" : TarHeader.Kind(header.Type);
                    Size = TarHeader.HasContent(header.Type) ? pax.Size ?? header.Size : 0;
                    Expect(Size);
                    return true;
            }
        }

        return false;
    }

    // The content of this entry; the caller has looked at Size.
    public byte[] Content()
    {
        var content = new byte[Size];
        ReadWhole(content);
        _left -= Size;
        return content;
    }

    private byte[] Content(long size)
    {
        if (size > MaxExtension)
            throw new InvalidDataException("a name in it is too long");
        Expect(size);
        var content = new byte[size];
        ReadWhole(content);
        _left -= size;
        return content;
    }

    private TarHeader? ReadHeader()
    {
        Skip();
        var read = stream.ReadAtLeast(_block, _block.Length, throwOnEndOfStream: false);
        if (_started && read == 0)
            return null;
        if (read == _block.Length && !_block.AsSpan().ContainsAnyExcept((byte)0))
            return null; // a block of zeros ends the archive
        var valid = TarHeader.TryParse(_block.AsSpan(0, read), out var header);
        if (!valid && !_started)
            throw new LabelHookException(ArchiveProblems.Format(path));
        _started = true;
        return valid ? header : throw new InvalidDataException(read < _block.Length ? "it is cut off" : "there is no header where one should be");
    }

    // Content is padded to whole blocks; what is there in a file that can be sought is known at once.
    private void Expect(long size)
    {
        if (stream.CanSeek && size > stream.Length - stream.Position)
            throw new InvalidDataException("it is cut off");
        _left = size > long.MaxValue - TarHeader.BlockSize ? throw new InvalidDataException("an entry is too large") : (size + TarHeader.BlockSize - 1) / TarHeader.BlockSize * TarHeader.BlockSize;
    }

    private void Skip()
    {
        if (stream.CanSeek)
        {
            stream.Position = Math.Min(stream.Position + _left, stream.Length);
            _left = 0;
        }

        if (_left > 0 && _waste.Length == 0)
            _waste = new byte[64 * 1024];
        while (_left > 0)
        {
            var read = stream.Read(_waste.AsSpan(0, (int)Math.Min(_left, _waste.Length)));
            _left = read > 0 ? _left - read : throw new InvalidDataException("it is cut off");
        }
    }

    private void ReadWhole(Span<byte> content)
    {
        if (stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) < content.Length)
            throw new InvalidDataException("it is cut off");
    }

    // Tar itself writes ./ before the names when it packs a folder.
    public static string Plain(string name)
    {
        while (name.StartsWith("./", StringComparison.Ordinal))
            name = name[2..];
        return name;
    }
}
