using LabelHook.Images.Manifests;
using LabelHook.Linux;
using Microsoft.Win32.SafeHandles;

namespace LabelHook.Images.Archives;

// A tar file, plain or compressed. It is gone through anew for each file that is wanted: a plain one is a look at each
// header, and what a compressed one holds is not known before.
internal sealed class TarArchive : ImageFiles
{
    private readonly ReadDeadline _deadline;
    private readonly bool _unpacked;
    private readonly SafeFileHandle _file;

    // path: The file.
    // deadline: When the reading ends.
    // unpacked: Whether of several files with one name the last is meant, which unpacking would leave, or else the
    // first; skopeo unpacks an oci-archive only.
    public TarArchive(string path, ReadDeadline deadline, bool unpacked)
        : base(path)
    {
        _deadline = deadline;
        _unpacked = unpacked;
        _file = RegularFile.Open(Libc.CurrentFolder, path, 0, out var trouble) ?? throw new LabelHookException(ArchiveProblems.ImageFileUnreadable(path, RegularFile.Words(trouble)));
    }

    public override byte[] Read(string name) => Read(name, last: _unpacked);

    public override void Dispose() => _file.Dispose();

    // Its digest tells whether it is the right one, so that the first will do.
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
