using static LabelHook.Wording;

namespace LabelHook.Images.Containerfiles;

internal static class ContainerfileProblems
{
    public static Problem Syntax(string path, int line, string reason) => new(
        "LH2090", ProblemKind.Image, $"{path}:{line}: {reason}", path);

    public static Problem Variable(string path, int line, string label, string variable) => new(
        "LH2091",
        ProblemKind.Image,
        $"{path}:{line}: label {Shown(label)} uses the variable {Shown(variable)}, "
        + "which has a value only during a build; build the image and inspect that",
        variable);

    public static Problem OnBuild(string path, int line, string label) => new(
        "LH2094",
        ProblemKind.Image,
        $"{path}:{line}: label {Shown(label)} is set by ONBUILD, which not every builder follows; "
        + "build the image and inspect that",
        label);

    public static Problem NotBuilt(string path) => new(
        "LH2092",
        ProblemKind.InvalidRequest,
        $"{Shown(path, path.Length)} is a Containerfile, not an image; build it first, and use the image",
        path);

    public static Problem Unreadable(string path, string reason) => new(
        "LH2093", ProblemKind.Image, $"{path} cannot be read: {reason.TrimEnd('.')}", path);
}
