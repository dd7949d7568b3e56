using System.Runtime.InteropServices;
using System.Text;
using LabelHook.Cli.Output;
using LabelHook.Linux;

namespace LabelHook.Cli.Exec;

// Replaces this process by a command, which gets its signals and its process ID, and returns its own exit code.
internal static class ProcessReplacement
{
    // Exit codes of a shell that cannot run a command; POSIX, Shell Command Language, 2.8.2.
    private const int NotFound = 127;
    private const int NotExecutable = 126;

    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    // The command and its arguments as bytes, because they may not be UTF-8.
    // count: The number of words that the parser found.
    // Returns: null when there are other words than these after --.
    public static IReadOnlyList<byte[]>? CommandAfterDashes(int count)
    {
        var all = Strings("/proc/self/cmdline");
        var words = all.SkipWhile(word => !word.AsSpan().SequenceEqual("--"u8)).Skip(1).ToList();
        return words.Count == count ? words : null;
    }

    // words: The command and its arguments.
    // variables: Added to the environment of this process.
    // Returns: the error and the exit code of a shell for it. Does not return on success.
    public static (Problem Problem, int ExitCode) Run(
        IReadOnlyList<byte[]> words, IReadOnlyDictionary<string, string> variables)
    {
        var added = variables.Select(variable => Encoding.UTF8.GetBytes($"{variable.Key}={variable.Value}"));
        var kept = Strings("/proc/self/environ").Where(entry => !variables.ContainsKey(Name(entry)));
        List<byte[]> environment = [.. kept, .. added];
        var command = Encoding.UTF8.GetString(words[0]);
        var folders = SearchPath(environment).Split(':');
        string[] candidates = command.Contains('/', StringComparison.Ordinal)
            ? [command]
            : [.. folders.Select(folder => Path.Join(folder, command)).Where(File.Exists)];
        var end = (ProgramProblems.CommandNotFound(command), NotFound);
        RestoreRuntimeChanges();
        foreach (var candidate in candidates)
        {
            _ = Libc.Execve(Marshal.StringToCoTaskMemUTF8(candidate), Pointers(words), Pointers(environment));
            end = End(candidate, Errno.Last) ?? end;
        }

        return end;
    }

    private static string SearchPath(List<byte[]> environment)
    {
        var entry = environment.Find(entry => Name(entry) == "PATH");
        return entry is null ? DefaultPath : Encoding.UTF8.GetString(entry)["PATH=".Length..];
    }

    // Returns: null when the file does not exist.
    private static (Problem Problem, int ExitCode)? End(string candidate, int error)
    {
        if (error is not (Errno.NotFound or Errno.NotAFolder))
            return (ProgramProblems.CommandFailed(candidate, Errno.Words(error)), NotExecutable);
        return File.Exists(candidate) ? (ProgramProblems.InterpreterMissing(candidate), NotFound) : null;
    }

    // Restores the signals that .NET and this program ignore: execve(2) resets handlers, but an ignored signal stays
    // ignored.
    private static void RestoreRuntimeChanges()
    {
        _ = Libc.Signal(Libc.SignalPipe, nint.Zero);
        _ = Libc.Signal(Libc.SignalFileSize, nint.Zero);
    }

    // proc_pid_cmdline(5), proc_pid_environ(5): each string ends in a NUL.
    private static IEnumerable<byte[]> Strings(string path)
    {
        var bytes = File.ReadAllBytes(path).AsMemory();
        while (bytes.Span.IndexOf((byte)0) is >= 0 and var end)
        {
            yield return bytes[..end].ToArray();
            bytes = bytes[(end + 1)..];
        }
    }

    private static string Name(byte[] entry) =>
        Encoding.UTF8.GetString(entry.AsSpan(0, Math.Max(0, Array.IndexOf(entry, (byte)'='))));

    private static nint[] Pointers(IEnumerable<byte[]> strings) => [.. strings.Select(Pointer), nint.Zero];

    private static nint Pointer(byte[] text)
    {
        var memory = Marshal.AllocCoTaskMem(text.Length + 1);
        Marshal.Copy(text, 0, memory, text.Length);
        Marshal.WriteByte(memory, text.Length, 0);
        return memory;
    }
}
