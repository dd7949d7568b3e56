using System.Globalization;
using LabelHook.Images.Manifests;

namespace LabelHook.Images.Archives;

// An image in a folder or an archive, for which no engine is needed: TRANSPORT:PATH[:NAME] as skopeo has it,
// containers-transports(5).
internal static class ImageFile
{
    private const string Layout = "oci";
    private const string LayoutArchive = "oci-archive";
    private const string DockerArchive = "docker-archive";

    public static bool Matches(string image) => image.Split(':', 2) is [Layout or LayoutArchive or DockerArchive, _];

    // The place of an image among several, in the place of a name: @0 is the first.
    // Returns: null when it is none of theirs.
    public static int? Place(string name, int count) =>
        int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < count ? place : null;

    // image: What was asked for.
    // wait: How long the reading may take.
    // Throws: there is no such image, or the file is not what it should be.
    public static ModuleImage Read(string image, TimeSpan wait)
    {
        if (image.Split(':', 3) is not [var transport, { Length: > 0 } path, .. var rest] || path.Contains('\0', StringComparison.Ordinal) || rest is [""])
            throw new LabelHookException(ArchiveProblems.ImageFileName(image));
        var name = rest is [var found] ? found : null;
        var deadline = ReadDeadline.In(wait, path);
        using ImageFiles files = transport == Layout ? new LayoutFolder(path, deadline) : new TarArchive(path, deadline, unpacked: transport == LayoutArchive);
        return transport == DockerArchive ? Archives.DockerArchive.Read(files, name, image) : OciLayout.Read(files, name, image, Platform.Host);
    }
}
