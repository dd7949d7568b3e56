using Microsoft.Win32.SafeHandles;

namespace LabelHook.Linux;

// The properties of a file, besides its content, that its replacement should keep.
// AccessList: Null if the file has only a mode.
// Attributes: User attributes, and labels of security modules.
internal sealed record FileProperties(
    FileStatus Status, byte[]? AccessList, IReadOnlyList<(string Name, byte[] Value)> Attributes)
{
    // Most bytes of attributes that are copied, because a hostile user may own the file; arbitrary.
    private const int MaxAttributes = 1024 * 1024;

    // Not security.ima and others that the kernel computes from the content: they must not be copied.
    private static readonly string[] Labels = ["security.selinux", "security.SMACK64", "system.nfs4_acl"];

    public uint PermissionsWithoutList =>
        AccessList is null ? Status.Permissions : Linux.AccessList.PermissionsWithout(AccessList);

    // Returns: 0, or the kernel's error number.
    public static int Read(SafeFileHandle file, FileStatus status, out FileProperties properties)
    {
        properties = new FileProperties(status, null, []);
        if (ExtendedAttributes.Names(file, out var names) is not 0 and var unlisted)
            return unlisted;
        if (ExtendedAttributes.Get(file, Linux.AccessList.OfFile, out var list) is not 0 and var unread)
            return unread;
        var attributes = new List<(string, byte[])>();
        var size = 0;
        foreach (var name in names.Where(IsKept))
        {
            if (ExtendedAttributes.Get(file, name, out var value) is not 0 and var error)
                return error;
            if (value is null)
                continue;
            attributes.Add((name, value));
            size += value.Length;
            if (size > MaxAttributes)
                return Errno.TooLarge;
        }

        properties = new FileProperties(status, list, attributes);
        return 0;
    }

    private static bool IsKept(string name) =>
        name.StartsWith("user.", StringComparison.Ordinal) || Labels.Contains(name, StringComparer.Ordinal);
}
