using LabelHook.Images.Manifests;
using LabelHook.Linux;
using Microsoft.Win32.SafeHandles;

namespace LabelHook.Images.Archives;

// A tar file, plain or compressed. Every read scans it from the start: in a plain file that reads only the headers, and
// a compressed one has no index.
internal sealed class TarArchive : ImageFiles
{
    private readonly ReadDeadline _deadline;
    private readonly bool _lastWins;
    private readonly SafeFileHandle _file;

    // lastWins: Which of several entries with the same name is read: the last, as if the archive had been extracted, or
    // the first. Skopeo extracts only an oci-archive.
    public TarArchive(string path, ReadDeadline deadline, bool lastWins)
        : base(path)
    {
        _deadline = deadline;
        _lastWins = lastWins;
        _file = RegularFile.Open(Libc.CurrentFolder, path, 0, out var errno)
            ?? throw new LabelHookException(ArchiveProblems.ImageFileUnreadable(path, RegularFile.Words(errno)));
    }

    public override byte[] Read(string name) => Read(name, last: _lastWins);

    public override void Dispose() => _file.Dispose();

    // The first is enough: the caller verifies the digest.
    protected override byte[] ReadBlob(Digest digest) => Read(digest.BlobName, last: false);

    private byte[] Read(string name, bool last)
    {
        try
        {
            using var stream = Unpacking.Open(_file, _deadline);
            var entries = new TarEntries(stream, Path);
            var wanted = TarEntries.Plain(name);
            byte[]? found = null;
            while ((last || found is null) && entries.Next())
            {
                if (entries.Name == wanted)
                    found = Content(entries, name);
            }

            return found ?? throw new LabelHookException(ArchiveProblems.EntryMissing(Path, name));
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            throw new LabelHookException(ArchiveProblems.Damaged(Path, error.Message), error);
        }
    }

    private byte[] Content(TarEntries entries, string name)
    {
        if (entries.Kind is { } kind)
            throw new LabelHookException(ArchiveProblems.EntryKind(Path, name, kind));
        if (entries.Size > MaxSize)
            throw new LabelHookException(ArchiveProblems.EntrySize(Path, name, MaxSize));
        return entries.Content();
    }
}
