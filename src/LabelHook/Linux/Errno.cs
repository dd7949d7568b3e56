using System.Runtime.InteropServices;

namespace LabelHook.Linux;

// The kernel's error numbers, in words; asm-generic/errno-base.h and errno.h.
internal static class Errno
{
    public const int NotPermitted = 1;
    public const int NotFound = 2;
    public const int Interrupted = 4;
    public const int InputOutput = 5;
    public const int NoDevice = 6;
    public const int WouldBlock = 11;
    public const int Denied = 13;
    public const int Busy = 16;
    public const int Exists = 17;
    public const int NotAFolder = 20;
    public const int IsAFolder = 21;
    public const int TooLarge = 7;
    public const int ReadOnly = 30;
    public const int BrokenPipe = 32;
    public const int NoSystemCall = 38;
    public const int LinkLoop = 40;
    public const int NoData = 61;
    public const int NotSupported = 95;

    // What is said of a link where none is followed; elsewhere LinkLoop means that they lead in a circle.
    public const string IsALink = "it is a symbolic link";

    // The error of the last native call of this thread; any other call, of .NET's own too, puts its own in this place.
    public static int Last => Marshal.GetLastPInvokeError();

    // Whether an error is the disk's or the system's: memory, open files, quota, a file system that is stale, damaged
    // or read-only.
    public static bool IsOfSystem(int number) => number is InputOutput or 12 or 23 or 24 or 28 or ReadOnly or 110 or 116 or 117 or 122;

    public static string Words(int number) => number switch
    {
        NotPermitted => "operation not permitted",
        NotFound => "no such file or folder",
        Denied => "permission denied",
        Busy => "it is in use or a mount point",
        Exists => "something with that name exists",
        18 => "it is on another file system or mount",
        NotAFolder => "not a folder",
        IsAFolder => "it is a folder",
        TooLarge => "argument list too long",
        8 => "not an executable format",
        23 or 24 => "too many open files",
        28 => "no space left on the disk",
        ReadOnly => "read-only file system",
        36 => "name too long",
        37 => "no locks left",
        LinkLoop => "too many levels of symbolic links",
        _ => Plain(Marshal.GetPInvokeErrorMessage(number)),
    };

    // The words for what a method of .NET's threw: it carries the kernel's number where there was one.
    public static string Words(Exception error) => (error.InnerException ?? error).HResult switch
    {
        > 0 and < 4096 and var number => Words(number), // MAX_ERRNO in linux/err.h
        _ when error is FileNotFoundException or DirectoryNotFoundException => Words(NotFound),
        _ when error is UnauthorizedAccessException => Words(Denied),
        _ => error.Message.TrimEnd('.'),
    };

    // The C library's words begin with a capital.
    private static string Plain(string words) => words.Length > 1 && char.IsAsciiLetterLower(words[1]) ? char.ToLowerInvariant(words[0]) + words[1..] : words;
}
