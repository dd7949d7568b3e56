using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LabelHook.Linux;

// The kernel's struct statx, the one stat structure that is laid out alike on every processor; linux/stat.h.
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal readonly record struct FileStatus
{
    public const uint BasicStats = 0x7ff;

    private const ushort TypeMask = 0xF000;
    private const ushort Folder = 0x4000;
    private const ushort Regular = 0x8000;
    private const ushort Link = 0xA000;
    private const ushort Socket = 0xC000;

    private const ulong Immutable = 0x10;
    private const ulong AppendOnly = 0x20;
    private const ulong MountRoot = 0x2000;

    [FieldOffset(0x08)] private readonly ulong _attributes;
    [FieldOffset(0x10)] private readonly uint _links;
    [FieldOffset(0x14)] private readonly uint _owner;
    [FieldOffset(0x18)] private readonly uint _group;
    [FieldOffset(0x1c)] private readonly ushort _mode;
    [FieldOffset(0x20)] private readonly ulong _inode;
    [FieldOffset(0x28)] private readonly ulong _size;
    [FieldOffset(0x60)] private readonly long _changedSeconds;
    [FieldOffset(0x68)] private readonly uint _changedNanoseconds;
    [FieldOffset(0x70)] private readonly long _modifiedSeconds;
    [FieldOffset(0x78)] private readonly uint _modifiedNanoseconds;
    [FieldOffset(0x88)] private readonly uint _deviceMajor;
    [FieldOffset(0x8c)] private readonly uint _deviceMinor;

    public uint Links => _links;

    public uint Owner => _owner;

    public uint Group => _group;

    public ulong Inode => _inode;

    public uint DeviceMajor => _deviceMajor;

    public uint DeviceMinor => _deviceMinor;

    // Both numbers in one, as stat(2) has it; makedev(3).
    public ulong Device => ((ulong)(_deviceMajor & 0xFFFF_F000) << 32) | ((ulong)(_deviceMajor & 0xFFF) << 8) | ((ulong)(_deviceMinor & 0xFFFF_FF00) << 12) | (_deviceMinor & 0xFF);

    public ulong Size => _size;

    // Read, write and execute bits.
    public uint Permissions => _mode & 0x1FFu;

    public bool IsRegular => (_mode & TypeMask) == Regular;

    public bool IsFolder => (_mode & TypeMask) == Folder;

    public bool IsLink => (_mode & TypeMask) == Link;

    // Whether a file system or a single file is mounted there; kernels before 5.8 do not tell.
    public bool IsMountPoint => (_attributes & MountRoot) != 0;

    // chattr(1): i.
    public bool IsImmutable => (_attributes & Immutable) != 0;

    // chattr(1): a.
    public bool IsAppendOnly => (_attributes & AppendOnly) != 0;

    public bool IsSocket => (_mode & TypeMask) == Socket;

    public bool IsWritableByOthers => (_mode & 0x12) != 0;

    // Whether only its owner may rename or delete what is in it; sticky bit, inode(7).
    public bool IsSticky => (_mode & 0x200) != 0;

    // Looks at a path, following links.
    // Returns: zero, or the error's number: not being allowed to look is not the same as nothing being there.
    public static int Read(string path, out FileStatus status) =>
        Libc.Statx(Libc.CurrentFolder, path, 0, BasicStats, out status) == 0 ? 0 : Errno.Last;

    // Looks at an open file.
    public static FileStatus Read(SafeFileHandle file, out int error)
    {
        error = Libc.Statx(file.Number(), "", Libc.AtEmptyPath, BasicStats, out var status) == 0 ? 0 : Errno.Last;
        return status;
    }

    // Whether nothing is there. If permission is denied, something may be.
    public static bool IsAbsent(string path) => Read(path, out _) is Errno.NotFound or Errno.NotAFolder;

    // What standard error is; null when it is closed.
    public static FileStatus? StandardError => Libc.Statx(2, "", Libc.AtEmptyPath, BasicStats, out var status) == 0 ? status : null;

    // Whether this still is the file that was looked at, with the content, the owner and the permissions that it had.
    public bool IsSameAs(FileStatus other) => (_inode, _size) == (other._inode, other._size)
        && (_modifiedSeconds, _modifiedNanoseconds) == (other._modifiedSeconds, other._modifiedNanoseconds)
        && (_changedSeconds, _changedNanoseconds) == (other._changedSeconds, other._changedNanoseconds);
}
