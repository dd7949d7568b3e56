namespace LabelHook.EnvironmentFiles;

internal static class EnvironmentWarnings
{
    public static string EnvironmentLine(string path, int line, string reason) => $"{path} line {line} {reason}";

    // lost: What, and why.
    public static string EnvironmentLoss(string path, string lost) => $"{path} was replaced but lost its {lost}; set it again";
}
