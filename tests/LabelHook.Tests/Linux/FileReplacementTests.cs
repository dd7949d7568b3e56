using System.Buffers.Binary;
using System.Runtime.Versioning;
using LabelHook.EnvironmentFiles;
using LabelHook.Linux;
using Microsoft.Win32.SafeHandles;

namespace LabelHook.Tests.Linux;

[SupportedOSPlatform("linux")]
public sealed class FileReplacementTests : IDisposable
{
    private const ushort OwnerEntry = 1;
    private const ushort UserEntry = 2;
    private const ushort GroupEntry = 4;
    private const ushort MaskEntry = 16;
    private const ushort OtherEntry = 32;

    private const uint SomeUser = 4321;

    private static readonly Dictionary<string, string> Ports = new(StringComparer.Ordinal) { ["TCP_PORT"] = "7" };

    // A list that lets one user read and write, and the group nothing; the mode shows 0660 then.
    private static readonly byte[] OneUser = List(
        (OwnerEntry, 6), (UserEntry, 6), (GroupEntry, 0), (MaskEntry, 6), (OtherEntry, 0));

    private readonly TemporaryFolder _folder = new();

    private string File => _folder["environment"];

    [Fact]
    public void A_replaced_file_keeps_its_access_control_list_and_user_attributes()
    {
        _folder.Write("environment", "A=1\n");
        Set(File, AccessList.OfFile, OneUser);
        Set(File, "user.origin", "backup"u8);

        Write();

        Assert.Equal(OneUser, Get(File, AccessList.OfFile));
        Assert.Equal("backup"u8.ToArray(), Get(File, "user.origin"));
        Assert.Equal("A=1\nTCP_PORT=7\n", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void A_replaced_file_without_an_access_control_list_gets_none_from_its_folder()
    {
        _folder.Write("environment", "SECRET=1\n");
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Set(_folder.Path, AccessList.OfNewFiles, OneUser);

        Write();

        Assert.Null(Get(File, AccessList.OfFile));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead,
            System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public void A_new_file_gets_the_default_permissions_of_its_folder()
    {
        Set(_folder.Path, AccessList.OfNewFiles, OneUser);

        Write();

        Assert.Equal(
            List((OwnerEntry, 6), (UserEntry, 6), (GroupEntry, 0), (MaskEntry, 4), (OtherEntry, 0)),
            Get(File, AccessList.OfFile));
    }

    [Fact]
    public void A_replacement_that_is_not_completed_leaves_nothing_and_is_private()
    {
        _folder.Write("environment", "SECRET=1\n");
        Set(_folder.Path, AccessList.OfNewFiles, OneUser);
        using (var file = EnvironmentFile.OpenToChange(File, TimeSpan.FromSeconds(1)))
        {
            file.Prepare(Ports);
            Assert.Equal(
                System.IO.File.GetUnixFileMode(File),
                System.IO.File.GetUnixFileMode(_folder[".environment.labelhook"]));
        }

        Assert.Equal(
            [".environment.lock", "environment"],
            Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("SECRET=1\n", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void Permissions_that_changed_after_the_file_was_read_are_kept()
    {
        _folder.Write("environment", "SECRET=1\n");
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        using (var file = EnvironmentFile.OpenToChange(File, TimeSpan.FromSeconds(1)))
        {
            file.Prepare(Ports);
            System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            file.Write(Ports);
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public void A_file_that_loses_its_list_grants_nobody_more_access()
    {
        Assert.Equal(0b110_000_000u, AccessList.PermissionsWithout(OneUser));
        Assert.Equal(
            0b110_100_100u,
            AccessList.PermissionsWithout(
                List((OwnerEntry, 6), (UserEntry, 7), (GroupEntry, 6), (MaskEntry, 4), (OtherEntry, 4))));
        Assert.Equal(
            0b110_100_000u, AccessList.PermissionsWithout(List((OwnerEntry, 6), (GroupEntry, 4), (OtherEntry, 0))));
        Assert.Equal(0u, AccessList.PermissionsWithout([]));
    }

    public void Dispose() => _folder.Dispose();

    private void Write()
    {
        using var file = EnvironmentFile.OpenToChange(File, TimeSpan.FromSeconds(1));
        file.Write(Ports);
        Assert.Empty(file.Losses);
    }

    private static byte[] List(params (ushort Tag, ushort Permissions)[] entries)
    {
        var list = new byte[4 + (entries.Length * 8)];
        BinaryPrimitives.WriteUInt32LittleEndian(list, 2); // POSIX_ACL_XATTR_VERSION
        foreach (var (index, (tag, permissions)) in entries.Index())
        {
            var entry = list.AsSpan(4 + (index * 8));
            BinaryPrimitives.WriteUInt16LittleEndian(entry, tag);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], permissions);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], tag == UserEntry ? SomeUser : uint.MaxValue);
        }

        return list;
    }

    private static void Set(string path, string name, ReadOnlySpan<byte> value)
    {
        using var file = Open(path);
        var error = ExtendedAttributes.Set(file, name, value);
        Assert.SkipWhen(
            error == Errno.NotSupported,
            "the file system of temporary files has no access control lists or attributes");
        Assert.Equal(0, error);
    }

    private static byte[]? Get(string path, string name)
    {
        using var file = Open(path);
        Assert.Equal(0, ExtendedAttributes.Get(file, name, out var value));
        return value;
    }

    private static SafeFileHandle Open(string path) =>
        new(Libc.OpenAt(Libc.CurrentFolder, path, Libc.OpenReadOnly | Libc.OpenCloseOnExec, 0), ownsHandle: true);
}
