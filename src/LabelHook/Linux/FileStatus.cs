using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LabelHook.Linux;

// The kernel's struct statx, the only stat structure with the same layout on every architecture; linux/stat.h.
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

    // The device number in the form of stat(2); makedev(3).
    public ulong Device =>
        ((ulong)(_deviceMajor & 0xFFFF_F000) << 32)
        | ((ulong)(_deviceMajor & 0xFFF) << 8)
        | ((ulong)(_deviceMinor & 0xFFFF_FF00) << 12)
        | (_deviceMinor & 0xFF);

    public ulong Size => _size;

    // When its status changed, and for a folder its names.
    public (long Seconds, uint Nanoseconds) Changed => (_changedSeconds, _changedNanoseconds);

    public (long Seconds, uint Nanoseconds) Modified => (_modifiedSeconds, _modifiedNanoseconds);

    // Read, write and execute bits.
    public uint Permissions => _mode & 0x1FFu;

    public bool IsRegular => (_mode & TypeMask) == Regular;

    public bool IsFolder => (_mode & TypeMask) == Folder;

    public bool IsLink => (_mode & TypeMask) == Link;

    // Whether something is mounted here; always false before Linux 5.8.
    public bool IsMountPoint => (_attributes & MountRoot) != 0;

    // chattr(1): i.
    public bool IsImmutable => (_attributes & Immutable) != 0;

    // chattr(1): a.
    public bool IsAppendOnly => (_attributes & AppendOnly) != 0;

    public bool IsSocket => (_mode & TypeMask) == Socket;

    public bool IsWritableByOthers => (_mode & 0x12) != 0;

    // Whether only their owners can rename or delete the files in the folder; sticky bit, inode(7).
    public bool IsSticky => (_mode & 0x200) != 0;

    // Follows links.
    // Returns: 0, or the kernel's error number.
    public static int Read(string path, out FileStatus status) =>
        Libc.Statx(Libc.CurrentFolder, path, 0, BasicStats, out status) == 0 ? 0 : Errno.Last;

    public static FileStatus Read(SafeFileHandle file, out int error)
    {
        error = Libc.Statx(file.Number(), "", Libc.AtEmptyPath, BasicStats, out var status) == 0 ? 0 : Errno.Last;
        return status;
    }

    // False if permission is denied, because the file may exist then.
    public static bool IsAbsent(string path) => Read(path, out _) is Errno.NotFound or Errno.NotAFolder;

    // Null if standard error is closed.
    public static FileStatus? StandardError =>
        Libc.Statx(2, "", Libc.AtEmptyPath, BasicStats, out var status) == 0 ? status : null;

    // Whether it is still the same file, with the same content, owner and mode.
    public bool IsSameAs(FileStatus other) => (_inode, _size) == (other._inode, other._size)
        && Modified == other.Modified
        && Changed == other.Changed;
}
