using System.Runtime.InteropServices;

namespace LabelHook.Interop;

/// <summary>Puts a command in the place of this process, so that its signals, its exit code and its process number are its own.</summary>
internal static class ProcessReplacement
{
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <param name="command">The command and its arguments.</param>
    /// <param name="variables">All variables that it gets.</param>
    /// <returns>What went wrong; when all went right nobody is left to return to.</returns>
    public static Problem Run(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> variables)
    {
        var path = variables.GetValueOrDefault("PATH", DefaultPath);
        var candidates = command[0].Contains('/', StringComparison.Ordinal)
            ? [command[0]]
            : path.Split(':').Select(folder => Path.Join(folder, command[0])).Where(File.Exists).ToArray();
        var problem = Problems.CommandNotFound(command[0]);
        RestoreRuntimeChanges();
        foreach (var candidate in candidates)
        {
            var arguments = command.Select(Marshal.StringToCoTaskMemUTF8).Append(nint.Zero).ToArray();
            var environment = variables.Select(variable => Marshal.StringToCoTaskMemUTF8($"{variable.Key}={variable.Value}")).Append(nint.Zero).ToArray();
            _ = Libc.Execve(Marshal.StringToCoTaskMemUTF8(candidate), arguments, environment);
            problem = Errno.Last == Errno.NotFound ? problem : Problems.CommandFailed(candidate, Errno.Words(Errno.Last));
        }

        return problem;
    }

    /// <summary>What the .NET runtime changes at its start and execve(2) would hand on: handlers go by themselves, an ignored signal stays ignored.</summary>
    private static void RestoreRuntimeChanges() => _ = Libc.Signal(Libc.SignalPipe, nint.Zero);
}
