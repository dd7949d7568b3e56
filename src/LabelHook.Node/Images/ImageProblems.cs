using static LabelHook.Wording;

namespace LabelHook.Images;

internal static class ImageProblems
{
    public const string AcceptedImages =
        "an image reference, an image ID, containers-storage:NAME, oci:DIR, oci-archive:FILE, docker-archive:FILE, or a .yaml sample";

    public static Problem EngineAddress(string source, string value) => Refused(
        "LH1106", ProblemKind.InvalidRequest, $"{source} is {Shown(value)}", value, Images.EngineAddress.Accepted);

    public static Problem ImageTransport(string value, string transport) => Refused(
        "LH2056", ProblemKind.InvalidRequest, $"image {Shown(value)} cannot be read: transport {transport}: is not supported", value, AcceptedImages);

    public static Problem ImageFileSlow(string path, TimeSpan wait) => new(
        "LH2022", ProblemKind.Image, $"image file {Shown(path, path.Length)} could not be read within {wait.TotalSeconds:0} s; allow more with --timeout", path);

    // The object of a request, for the messages of engines and sources.
    public static string Image(string image) => $"image {Shown(image)}";
}
