using System.Runtime.InteropServices;

namespace LabelHook.Linux;

// The kernel's error numbers and their messages; asm-generic/errno-base.h and errno.h.
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

    // The message for LinkLoop where links are not followed; elsewhere LinkLoop means a circle of links.
    public const string IsALink = "it is a symbolic link";

    // The error of this thread's last native call; any other call, even one by .NET, overwrites it.
    public static int Last => Marshal.GetLastPInvokeError();

    // Whether the disk or the system failed: memory, open files, quota, or a stale, damaged or read-only file system.
    public static bool IsOfSystem(int number) =>
        number is InputOutput or 12 or 23 or 24 or 28 or ReadOnly or 110 or 116 or 117 or 122;

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

    // .NET's exceptions carry the kernel's error number if there was one.
    public static string Words(Exception error) => (error.InnerException ?? error).HResult switch
    {
        > 0 and < 4096 and var number => Words(number), // MAX_ERRNO in linux/err.h
        _ when error is FileNotFoundException or DirectoryNotFoundException => Words(NotFound),
        _ when error is UnauthorizedAccessException => Words(Denied),
        _ => error.Message.TrimEnd('.'),
    };

    // The C library's messages start with a capital letter.
    private static string Plain(string words) => words.Length > 1 && char.IsAsciiLetterLower(words[1])
        ? char.ToLowerInvariant(words[0]) + words[1..]
        : words;
}
