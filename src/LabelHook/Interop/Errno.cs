using System.Globalization;
using System.Runtime.InteropServices;

namespace LabelHook.Interop;

/// <summary>The kernel's error numbers, in words; asm-generic/errno-base.h and errno.h.</summary>
internal static class Errno
{
    public const int Interrupted = 4;
    public const int NotFound = 2;
    public const int Denied = 13;
    public const int Exists = 17;
    public const int NoDevice = 6;
    public const int NotAFolder = 20;
    public const int IsAFolder = 21;
    public const int WouldBlock = 11;
    public const int BrokenPipe = 32;
    public const int LinkLoop = 40;

    public static int Last => Marshal.GetLastPInvokeError();

    public static string Words(int number) => number switch
    {
        1 => "operation not permitted",
        NotFound => "no such file or folder",
        5 => "input/output error",
        7 => "argument list too long",
        8 => "not an executable format",
        Denied => "permission denied",
        Exists => "something with that name exists",
        NotAFolder => "not a folder",
        IsAFolder => "it is a folder",
        23 or 24 => "too many open files",
        27 => "file too large",
        28 => "no space left on the disk",
        30 => "read-only file system",
        36 => "name too long",
        37 => "no locks left",
        LinkLoop => "it is a symbolic link",
        122 => "disk quota exceeded",
        _ => string.Create(CultureInfo.InvariantCulture, $"error {number}"),
    };
}
