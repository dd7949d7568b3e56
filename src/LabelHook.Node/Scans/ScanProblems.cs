using static LabelHook.Wording;

namespace LabelHook.Scans;

internal static class ScanProblems
{
    public static Problem ImageRefused(string image, ModuleName module, IReadOnlyList<Problem> problems)
    {
        var isLate = problems.Any(problem => problem.IsLate);
        var extent = isLate ? $"in full as {module}" : $"as {module} (nothing was changed)";
        var reasons = string.Join("; ", problems.Select(problem => problem.Message));
        var message = $"image {Shown(image)} was not installed {extent}: {reasons}";
        return new Problem("LH2040", ProblemKind.Image, message, image) { IsLate = isLate };
    }

    public static Problem ImageOfAnother(string image, ModuleName module, string repository) => Refused(
        "LH2041",
        ProblemKind.Image,
        $"image {Shown(image)} would be module {module}, which is made of {Shown(repository)}",
        image,
        "a module of its own under modules: in the configuration");

    public static Problem BuiltFrom(string image, string origin) => Refused(
        "LH2043",
        ProblemKind.Image,
        $"image {Shown(image)} was built from {Shown(origin)} and has its labels, so it becomes no module by itself",
        image,
        "a module for it under modules: in the configuration, or its repository under scan:");

    public static Problem ImageWithoutModule(string image) => Refused(
        "LH2042",
        ProblemKind.Image,
        $"no module can be named after image {Shown(image)}",
        image,
        "a module for it under modules: in the configuration");

    public static Problem LabelsGone(string image, ModuleName module) => new(
        "LH2082",
        ProblemKind.Image,
        $"it has none of the labels that {module} got its ports for; if that is meant, run 'labelhook install {module} {image}'",
        image);
}
