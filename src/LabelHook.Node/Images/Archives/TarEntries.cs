namespace LabelHook.Images.Archives;

// Reads the entries of a tar file in the formats in use: ustar and pax,
// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html, and GNU's,
// https://www.gnu.org/software/tar/manual/html_node/Standard.html. .NET's own reader allocates as much memory for the
// name of an entry as its header claims, up to 2 GiB.
internal sealed class TarEntries(Stream stream, string path)
{
    // Largest extension header; the limit of Go's archive/tar, which the engines use.
    private const int MaxExtension = 1024 * 1024;

    private readonly byte[] _block = new byte[TarHeader.BlockSize];
    private byte[] _waste = [];
    private long _left;
    private bool _started;

    public string Name { get; private set; } = "";

    public long Size { get; private set; }

    // Why the entry cannot be used; null for a regular file.
    public string? Kind { get; private set; }

    // Returns: false at the end.
    // Throws: the file is not a tar file, or is damaged or truncated.
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
                case 'g' or 'K': // defaults for all entries, and the target of a link: not needed
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

    // The content of this entry; the caller must have checked Size.
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
        if (!valid)
            throw new InvalidDataException(read < _block.Length ? "it is truncated" : "an entry header is invalid");
        return header;
    }

    // Fails before the content is allocated if the length of the file shows that it is incomplete.
    private void Expect(long size)
    {
        if (stream.CanSeek && size > stream.Length - stream.Position)
            throw new InvalidDataException("it is truncated");
        if (size > long.MaxValue - TarHeader.BlockSize)
            throw new InvalidDataException("an entry is too large");
        _left = (size + TarHeader.BlockSize - 1) / TarHeader.BlockSize * TarHeader.BlockSize; // padded to whole blocks
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
            _left = read > 0 ? _left - read : throw new InvalidDataException("it is truncated");
        }
    }

    private void ReadWhole(Span<byte> content)
    {
        if (stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) < content.Length)
            throw new InvalidDataException("it is truncated");
    }

    // tar prefixes the names with ./ when it archives a folder.
    public static string Plain(string name)
    {
        while (name.StartsWith("./", StringComparison.Ordinal))
            name = name[2..];
        return name;
    }
}
