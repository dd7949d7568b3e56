using Microsoft.Win32.SafeHandles;

namespace LabelHook.Linux;

// What a file has besides its content, and the file that takes its place should have too.
// AccessList: Its access control list; null when the mode is all there is.
// Attributes: Those of users, and labels of security modules.
internal sealed record FileProperties(FileStatus Status, byte[]? AccessList, IReadOnlyList<(string Name, byte[] Value)> Attributes)
{
    // Most bytes of attributes that are copied; arbitrary. The file may be that of a hostile user, on a disk with room
    // for more.
    private const int MaxAttributes = 1024 * 1024;

    // What the kernel computes from the content or the file itself, as security.ima is, must not be copied.
    private static readonly string[] Labels = ["security.selinux", "security.SMACK64", "system.nfs4_acl"];

    public uint PermissionsWithoutList => AccessList is null ? Status.Permissions : Linux.AccessList.PermissionsWithout(AccessList);

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

    private static bool IsKept(string name) => name.StartsWith("user.", StringComparison.Ordinal) || Labels.Contains(name, StringComparer.Ordinal);
}
