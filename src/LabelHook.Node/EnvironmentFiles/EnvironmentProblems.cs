using static LabelHook.Wording;

namespace LabelHook.EnvironmentFiles;

internal static class EnvironmentProblems
{
    public static Problem EnvironmentChanged(Problem problem) =>
        problem with { Message = problem.Message + "; the environment file was already changed", IsLate = true };

    public static Problem EnvironmentContradiction(string path, string contradiction) => new(
        "LH3300", ProblemKind.EnvironmentFile, $"environment file {Shown(path, path.Length)} cannot be adopted: {contradiction}; correct it, then adopt again", path);

    // error: The kernel's number; 0 when the reason is not its.
    public static Problem EnvironmentPath(string path, string reason, int error = 0) => new(
        "LH4001", ProblemKind.EnvironmentFile, $"environment file {Shown(path, path.Length)} cannot be used: {reason}", path)
    {
        IsOfSystem = Linux.Errno.IsOfSystem(error),
    };

    public static Problem EnvironmentPathIsLink(string path, string name) => new(
        "LH4002", ProblemKind.EnvironmentFile, $"environment file in {Shown(path, path.Length)} cannot be used: {Shown(name)} is a symbolic link in a folder that others can write to", path);

    // holder: Who holds it; null when that cannot be seen.
    public static Problem EnvironmentBusy(string path, TimeSpan wait, string? holder) => new(
        "LH4003", ProblemKind.EnvironmentFile, $"{path} is busy: {Plain(holder ?? "another process")} held the lock for {wait.TotalSeconds:0} s; try again, or allow more with --timeout", path);

    public static Problem EnvironmentLine(string path, int line, string reason) => new(
        "LH4004", ProblemKind.EnvironmentFile, $"environment file {path} line {line} {reason}; correct the line, nothing was written", path);

    public static Problem EnvironmentIsMountPoint(string path, string folder) => new(
        "LH4020", ProblemKind.EnvironmentFile, $"environment file {Shown(path, path.Length)} is a mount point and cannot be replaced; mount its folder {Shown(folder, folder.Length)} instead", path);
}
