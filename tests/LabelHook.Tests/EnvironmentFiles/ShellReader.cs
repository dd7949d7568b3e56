using System.Diagnostics;
using System.Text;

namespace LabelHook.Tests.EnvironmentFiles;

// What a real shell finds in a file that it takes in with a dot.
internal static class ShellReader
{
    public static readonly IReadOnlyList<string> Installed =
        [.. ((string[])["/bin/sh", "/bin/dash", "/bin/bash"]).Where(File.Exists)];

    public static Dictionary<string, string> Read(string shell, string path)
    {
        using var process = Process.Start(new ProcessStartInfo(shell, ["-c", "set -a; . \"$0\"; exec env -0", path])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = Path.GetDirectoryName(path)!,
        })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var variables = process.StandardOutput.ReadToEnd()
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(variable => variable.Split('=', 2));
        process.WaitForExit();
        return variables.ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    }
}
