namespace LabelHook.EnvironmentFiles;

internal static class EnvironmentWarnings
{
    public static string Line(string path, int line, string reason) => $"{path} line {line} {reason}";

    // lost: The lost property, with the reason.
    public static string Loss(string path, string lost) => $"{path} was replaced but lost its {lost}; set it again";
}
