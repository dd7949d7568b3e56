using Microsoft.Win32.SafeHandles;

namespace LabelHook.Linux;

// The descriptor of a handle, for system calls that .NET lacks; the caller must keep the handle alive.
internal static class FileNumber
{
    public static int Number(this SafeFileHandle file) => (int)file.DangerousGetHandle();
}
