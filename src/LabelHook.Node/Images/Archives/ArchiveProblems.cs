using static LabelHook.Wording;

namespace LabelHook.Images.Archives;

internal static class ArchiveProblems
{
    public static Problem ImageFileName(string value) => Refused(
        "LH2020", ProblemKind.InvalidRequest, $"image {Shown(value)} is not valid", value, "oci:DIR[:TAG], oci-archive:FILE[:TAG] or docker-archive:FILE[:REFERENCE], with @0 for the first image where it has no name");

    public static Problem ImageFileUnreadable(string path, string reason) => new(
        "LH2021", ProblemKind.Image, $"image file {Shown(path, path.Length)} cannot be read: {reason.TrimEnd('.')}", path);

    public static Problem Format(string path) => Refused(
        "LH2023", ProblemKind.Image, $"{Shown(path, path.Length)} is not an archive", path, "a tar file, plain or compressed with gzip, bzip2, xz or zstd");

    public static Problem Damaged(string path, string reason) => new(
        "LH2024", ProblemKind.Image, $"archive {Shown(path, path.Length)} is damaged: {reason.TrimEnd('.')}", path);

    public static Problem EntryMissing(string path, string entry) => new(
        "LH2025", ProblemKind.Image, $"{Shown(path, path.Length)} has no {Shown(entry)}: it is incomplete, or an image of another kind", entry);

    public static Problem EntrySize(string path, string entry, int maxSize) => Refused(
        "LH2026", ProblemKind.Image, $"{Shown(entry)} in {Shown(path, path.Length)} is too large", entry, $"at most {maxSize / 1024 / 1024} MiB");

    public static Problem EntryKind(string path, string entry, string kind) => Refused(
        "LH2027", ProblemKind.Image, $"{Shown(entry)} in {Shown(path, path.Length)} cannot be used: {kind}", entry, "a regular file");

    public static Problem NoSuchImage(string path, string name, IReadOnlyCollection<string> names) => new(
        "LH2031", ProblemKind.Image, $"{Shown(path, path.Length)} has no image {Shown(name)}: {Some(names, "none in it has a name")}", name);

    public static Problem SeveralImages(string path, IReadOnlyCollection<string> names) => new(
        "LH2032", ProblemKind.Image, $"{Shown(path, path.Length)} contains several images, name one after a colon: {Some(names, "but none of them has a name")}", path);

    public static Problem NoImage(string path) => new(
        "LH2033", ProblemKind.Image, $"{Shown(path, path.Length)} contains no image", path);

    public static Problem Window(string path, int maxSize) => Refused(
        "LH2071",
        ProblemKind.Image,
        $"archive {Shown(path, path.Length)} needs more than {maxSize / 1024 / 1024} MiB of memory to decompress; decompress it with xz or zstd first",
            path,
            "a plain tar file, or one that needs less memory");
}
