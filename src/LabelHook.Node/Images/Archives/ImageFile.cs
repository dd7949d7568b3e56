using System.Globalization;
using LabelHook.Images.Manifests;

namespace LabelHook.Images.Archives;

// An image in a folder or an archive, readable without an engine: TRANSPORT:PATH[:NAME] as in containers-transports(5).
internal static class ImageFile
{
    private const string Layout = "oci";
    private const string LayoutArchive = "oci-archive";
    private const string DockerArchive = "docker-archive";

    public static bool Matches(string image) => image.Split(':', 2) is [Layout or LayoutArchive or DockerArchive, _];

    // The index of an image, given instead of a name: @0 is the first.
    // Returns: null when it is not a number, or out of range.
    public static int? Index(string name, int count)
    {
        var isNumber = int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var index);
        return isNumber && index < count ? index : null;
    }

    // wait: The time that reading may take.
    // Throws: the image is not found, or the file is invalid.
    public static ModuleImage Read(string image, TimeSpan wait)
    {
        if (image.Split(':', 3) is not [var transport, { Length: > 0 } path, .. var rest]
            || path.Contains('\0', StringComparison.Ordinal)
            || rest is [""])
        {
            throw new LabelHookException(ArchiveProblems.ImageFileName(image));
        }

        var name = rest is [var found] ? found : null;
        var deadline = ReadDeadline.In(wait, path);
        using ImageFiles files = transport == Layout
            ? new LayoutFolder(path, deadline)
            : new TarArchive(path, deadline, lastWins: transport == LayoutArchive);
        return transport == DockerArchive
            ? Archives.DockerArchive.Read(files, name, image)
            : OciLayout.Read(files, name, image, Platform.Host);
    }
}
