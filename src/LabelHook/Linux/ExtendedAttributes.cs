using System.Text;
using Microsoft.Win32.SafeHandles;

namespace LabelHook.Linux;

// The extended attributes of an open file; xattr(7). Each method returns 0 or the kernel's error number.
internal static class ExtendedAttributes
{
    // XATTR_SIZE_MAX and XATTR_LIST_MAX in linux/limits.h.
    private const int MaxSize = 64 * 1024;

    // names: Empty if the file system has no attributes.
    public static int Names(SafeFileHandle file, out string[] names)
    {
        names = [];
        var error = Fetch((buffer, size) => Libc.FlistXattr(file.Number(), buffer, size), out var list);
        if (list is not null)
            names = Encoding.UTF8.GetString(list).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        return error;
    }

    // value: null if the file does not have the attribute.
    public static int Get(SafeFileHandle file, string name, out byte[]? value) =>
        Fetch((buffer, size) => Libc.FgetXattr(file.Number(), name, buffer, size), out value);

    public static int Set(SafeFileHandle file, string name, ReadOnlySpan<byte> value) =>
        Libc.FsetXattr(file.Number(), name, value, value.Length, 0) == 0 ? 0 : Errno.Last;

    // Succeeds if the file does not have the attribute.
    public static int Remove(SafeFileHandle file, string name) =>
        Libc.FremoveXattr(file.Number(), name) == 0 || IsAbsent(Errno.Last) ? 0 : Errno.Last;

    private static int Fetch(Func<byte[], nint, nint> call, out byte[]? value)
    {
        value = null;
        var size = call([], 0); // most files have no attributes, and the buffer is large
        if (size > 0)
        {
            var buffer = new byte[MaxSize];
            size = call(buffer, MaxSize);
            if (size >= 0)
                value = buffer[..(int)size];
        }
        else if (size == 0)
        {
            value = [];
        }

        return size >= 0 || IsAbsent(Errno.Last) ? 0 : Errno.Last;
    }

    private static bool IsAbsent(int error) => error is Errno.NoData or Errno.NotSupported or Errno.NoSystemCall;
}
