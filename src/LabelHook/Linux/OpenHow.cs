using System.Runtime.InteropServices;

namespace LabelHook.Linux;

// struct open_how, linux/openat2.h.
[StructLayout(LayoutKind.Sequential)]
internal readonly struct OpenHow(int flags, ulong resolve)
{
    // RESOLVE_NO_SYMLINKS and RESOLVE_BENEATH.
    public const ulong NoLinks = 4 | 8;

    public readonly ulong Flags = (ulong)flags;
    public readonly ulong Mode;
    public readonly ulong Resolve = resolve;
}
