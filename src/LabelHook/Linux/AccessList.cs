using System.Buffers.Binary;

namespace LabelHook.Linux;

// An access control list in the kernel's format; linux/posix_acl_xattr.h. If a file has one, the group bits of its mode
// are the list's mask, so copying only the mode would give the group the rights of the list's users.
internal static class AccessList
{
    public const string OfFile = "system.posix_acl_access";
    public const string OfNewFiles = "system.posix_acl_default";

    private const int HeaderSize = 4;
    private const int EntrySize = 8;
    private const ushort Owner = 1;
    private const ushort Group = 4;
    private const ushort Mask = 16;
    private const ushort Other = 32;

    // The mode for a copy that cannot have the list: only the rights of the owner, the group and others.
    public static uint PermissionsWithout(ReadOnlySpan<byte> list) =>
        Bits(list, Owner, 0) << 6 | (Bits(list, Group, 0) & Bits(list, Mask, 7)) << 3 | Bits(list, Other, 0);

    // The upper limit for the mode of a new file in a folder with this default list; acl(5), "object creation and
    // default ACLs".
    public static uint MaxModeOfNewFile(ReadOnlySpan<byte> list) =>
        Bits(list, Owner, 0) << 6 | Bits(list, Mask, Bits(list, Group, 0)) << 3 | Bits(list, Other, 0);

    private static uint Bits(ReadOnlySpan<byte> list, ushort tag, uint otherwise)
    {
        for (var at = HeaderSize; at + EntrySize <= list.Length; at += EntrySize)
        {
            if (BinaryPrimitives.ReadUInt16LittleEndian(list[at..]) == tag)
                return BinaryPrimitives.ReadUInt16LittleEndian(list[(at + 2)..]) & 7u;
        }

        return otherwise;
    }
}
