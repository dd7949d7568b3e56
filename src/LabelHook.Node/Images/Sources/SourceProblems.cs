using static LabelHook.Wording;

namespace LabelHook.Images.Sources;

internal static class SourceProblems
{
    // There is no container engine on this host.
    public const string NoEngineCode = "LH2006";

    public static Problem SampleEntry(string path, int line, string name) => Refused(
        "LH1012", ProblemKind.Image, $"{path}:{line}: {Shown(name)} is not allowed here", name, "labels (names and values), image or expect");

    public static Problem SampleWithoutLabels(string path) => Refused(
        "LH1013", ProblemKind.Image, $"{path} is not a sample", path, "a YAML file with the labels of an image under labels:");

    public static Problem NoExpectation(string image) => Refused(
        "LH1016",
        ProblemKind.InvalidRequest,
        $"{Shown(image)} has no expect:",
        image,
        "a .yaml sample with an expect: section");

    public static Problem Input(string reason) => Refused(
        "LH1017",
        ProblemKind.Image,
        $"standard input cannot be used: {reason}",
        "-",
        "the configuration of an image, as 'skopeo inspect --config' prints it");

    public static Problem ImageReference(string value) => Refused(
        "LH2001", ProblemKind.InvalidRequest, $"image {Shown(value)} is not valid", value, ImageProblems.AcceptedImages);

    public static Problem StoreMissing(string image) => new(
        "LH2057", ProblemKind.Engine, $"image {Shown(image)} not found: this host has no podman store", image);

    public static Problem ImageMissing(string image, IReadOnlyCollection<string> asked) => new(
        "LH2002", ProblemKind.Image, $"image {Shown(image)} not found (searched {string.Join(", ", asked)}); pull it or use --pull", image);

    public static Problem NoEngine(string request) => new(
        NoEngineCode, ProblemKind.Engine, $"no container engine found for {request}: no podman store and no podman or docker socket; start one, or set --engine");

    public static Problem PullOfFile(string image) => Refused(
        "LH2015", ProblemKind.InvalidRequest, $"cannot pull {Shown(image)}: it is not in a registry", image, "--pull with an image reference");

    public static Problem PullWithoutEngine(string image) => new(
        "LH2016", ProblemKind.Engine, $"cannot pull image {Shown(image)}: no podman or docker socket found; start podman.socket or dockerd, or use 'podman pull'", image);
}
