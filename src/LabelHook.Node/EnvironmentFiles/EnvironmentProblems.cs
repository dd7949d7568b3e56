using LabelHook.Linux;
using static LabelHook.Wording;

namespace LabelHook.EnvironmentFiles;

internal static class EnvironmentProblems
{
    public static Problem AfterFileChange(Problem problem) => problem with
    {
        Message = problem.Message + "; the environment file was already changed",
        IsLate = true,
    };

    public static Problem Contradiction(string path, string contradiction) => new(
        "LH3300",
        ProblemKind.EnvironmentFile,
        $"environment file {Shown(path, path.Length)} cannot be adopted: {contradiction}; correct it, then adopt again",
        path);

    // error: The kernel's error number; 0 when it gave none.
    public static Problem Unusable(string path, string reason, int error = 0) => new(
        "LH4001",
        ProblemKind.EnvironmentFile,
        $"environment file {Shown(path, path.Length)} cannot be used: {reason}",
        path)
    {
        IsOfSystem = Errno.IsOfSystem(error),
    };

    public static Problem PathIsLink(string folder, string link) => new(
        "LH4002",
        ProblemKind.EnvironmentFile,
        $"environment file in {Shown(folder, folder.Length)} cannot be used: "
            + $"{Shown(link)} is a symbolic link in a folder that others can write to",
        folder);

    // holder: The process that holds the lock; null when it cannot be seen.
    public static Problem Busy(string path, TimeSpan wait, string? holder) => new(
        "LH4003",
        ProblemKind.EnvironmentFile,
        $"{path} is busy: {Plain(holder ?? "another process")} held the lock for {wait.TotalSeconds:0} s; "
            + "try again, or allow more with --timeout",
        path);

    public static Problem BadLine(string path, int line, string reason) => new(
        "LH4004",
        ProblemKind.EnvironmentFile,
        $"environment file {path} line {line} {reason}; correct the line, nothing was written",
        path);

    public static Problem IsMountPoint(string path, string folder) => new(
        "LH4020",
        ProblemKind.EnvironmentFile,
        $"environment file {Shown(path, path.Length)} is a mount point and cannot be replaced; "
            + $"mount its folder {Shown(folder, folder.Length)} instead",
        path);
}
