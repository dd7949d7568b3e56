using static LabelHook.Wording;

namespace LabelHook.Images.Manifests;

internal static class ManifestProblems
{
    public static Problem DigestInvalid(string path, string value) => Refused(
        "LH2028", ProblemKind.Image, $"{Shown(path, path.Length)} contains the invalid digest {Shown(value)}", value, "sha256: and 64 hexadecimal digits in lower case");

    public static Problem DigestWrong(string path, string expected, string found) => new(
        "LH2029", ProblemKind.Image, $"{Shown(path, path.Length)} is damaged: expected {expected}, found {found}", expected);

    public static Problem ImageJson(string path, string entry, string reason, string accepted) => Refused(
        "LH2030", ProblemKind.Image, $"{Shown(entry)} in {Shown(path, path.Length)} cannot be used: {reason}", entry, accepted);

    public static Problem PlatformMissing(string path, string platform, IReadOnlyCollection<string> platforms) => new(
        "LH2034", ProblemKind.Image, $"{Shown(path, path.Length)} has no image for {platform}: {Some(platforms, "none is for any platform")}", platform);

    public static Problem IndexTooDeep(string path, int depth, int count) => new(
        "LH2035", ProblemKind.Image, $"{Shown(path, path.Length)} nests its indexes more than {depth} deep, or has more than {count} manifests to search", path);

    public static Problem Artifact(string path, string type) => Refused(
        "LH2070",
        ProblemKind.Image,
        $"{Shown(path, path.Length)} contains an artifact, not an image: its configuration is of type {Shown(type)}",
        type,
        Manifest.ImageTypes);
}
