using System.Buffers.Binary;

namespace LabelHook.Linux;

// An access control list as the kernel keeps it: linux/posix_acl_xattr.h. Where a file has one, its mode shows the mask
// in the group's place, so the mode alone would give the group what only the list's users had.
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

    // What is left of the list where none can be kept: what the owner, the group and all others have by it.
    public static uint PermissionsWithout(ReadOnlySpan<byte> list) =>
        Bits(list, Owner, 0) << 6 | (Bits(list, Group, 0) & Bits(list, Mask, 7)) << 3 | Bits(list, Other, 0);

    // The most that a new file's mode may have below a folder with such a list; acl(5), "object creation and default
    // ACLs".
    public static uint MostOfNewFile(ReadOnlySpan<byte> list) =>
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
