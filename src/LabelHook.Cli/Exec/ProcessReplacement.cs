using System.Runtime.InteropServices;
using System.Text;
using LabelHook.Cli.Output;
using LabelHook.Linux;

namespace LabelHook.Cli.Exec;

// Puts a command in the place of this process, so that its signals, its exit code and its process number are its own.
internal static class ProcessReplacement
{
    // Exit codes of a shell that cannot run a command; POSIX, Shell Command Language, 2.8.2.
    private const int NotFound = 127;
    private const int NotExecutable = 126;

    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    // The last words that this process was called with, as bytes: they need not be UTF-8.
    // count: How many words the command has, its arguments among them.
    // Returns: null when they are not all that stands after --.
    public static IReadOnlyList<byte[]>? CommandBehindDashes(int count)
    {
        var behind = Strings("/proc/self/cmdline").SkipWhile(word => !word.AsSpan().SequenceEqual("--"u8)).Skip(1).ToList();
        return behind.Count == count ? behind : null;
    }

    // words: The command and its arguments.
    // variables: What it gets besides the environment of this process.
    // Returns: the error, and the exit code of a shell after it. On success it does not return.
    public static (Problem Problem, int ExitCode) Run(IReadOnlyList<byte[]> words, IReadOnlyDictionary<string, string> variables)
    {
        var environment = Strings("/proc/self/environ").Where(entry => !variables.ContainsKey(Name(entry)))
            .Concat(variables.Select(variable => Encoding.UTF8.GetBytes($"{variable.Key}={variable.Value}"))).ToList();
        var command = Encoding.UTF8.GetString(words[0]);
        var path = environment.FirstOrDefault(entry => Name(entry) == "PATH") is { } found ? Encoding.UTF8.GetString(found)["PATH=".Length..] : DefaultPath;
        var candidates = command.Contains('/', StringComparison.Ordinal)
            ? [command]
            : path.Split(':').Select(folder => Path.Join(folder, command)).Where(File.Exists).ToArray();
        var end = (ProgramProblems.CommandNotFound(command), NotFound);
        RestoreRuntimeChanges();
        foreach (var candidate in candidates)
        {
            _ = Libc.Execve(Marshal.StringToCoTaskMemUTF8(candidate), Pointers(words), Pointers(environment));
            end = End(candidate, Errno.Last) ?? end;
        }

        return end;
    }

    // Returns: null when there is no such file.
    private static (Problem Problem, int ExitCode)? End(string candidate, int error)
    {
        if (error is not (Errno.NotFound or Errno.NotAFolder))
            return (ProgramProblems.CommandFailed(candidate, Errno.Words(error)), NotExecutable);
        return File.Exists(candidate) ? (ProgramProblems.InterpreterMissing(candidate), NotFound) : null;
    }

    // What the .NET runtime and we change at the start and execve(2) would hand on: handlers go by themselves, an
    // ignored signal stays ignored.
    private static void RestoreRuntimeChanges()
    {
        _ = Libc.Signal(Libc.SignalPipe, nint.Zero);
        _ = Libc.Signal(Libc.SignalFileSize, nint.Zero);
    }

    // proc_pid_cmdline(5), proc_pid_environ(5): strings that each end in a NUL.
    private static IEnumerable<byte[]> Strings(string path)
    {
        var bytes = File.ReadAllBytes(path).AsMemory();
        while (bytes.Span.IndexOf((byte)0) is >= 0 and var end)
        {
            yield return bytes[..end].ToArray();
            bytes = bytes[(end + 1)..];
        }
    }

    private static string Name(byte[] entry) => Encoding.UTF8.GetString(entry.AsSpan(0, Math.Max(0, Array.IndexOf(entry, (byte)'='))));

    private static nint[] Pointers(IEnumerable<byte[]> strings) => [.. strings.Select(Pointer), nint.Zero];

    private static nint Pointer(byte[] text)
    {
        var memory = Marshal.AllocCoTaskMem(text.Length + 1);
        Marshal.Copy(text, 0, memory, text.Length);
        Marshal.WriteByte(memory, text.Length, 0);
        return memory;
    }
}
