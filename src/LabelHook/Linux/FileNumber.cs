using Microsoft.Win32.SafeHandles;

namespace LabelHook.Linux;

// The descriptor behind a handle, for the calls that .NET does not make; the caller keeps the handle alive.
internal static class FileNumber
{
    public static int Number(this SafeFileHandle file) => (int)file.DangerousGetHandle();
}
