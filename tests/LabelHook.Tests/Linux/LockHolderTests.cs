using System.Diagnostics;
using LabelHook.Linux;

namespace LabelHook.Tests.Linux;

// The lock holder in the kernel's table, in its real forms and in possible ones.
public sealed class LockHolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Process _holder;

    public LockHolderTests()
    {
        _folder.Write("locked", "");

        // The output was read by a program that runs while the lock is held; it ends when this process does.
        var start = new ProcessStartInfo("flock", ["--no-fork", Locked, "cat"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _holder = Process.Start(start)!;
        _holder.StandardInput.WriteLine("held");
        Assert.Equal("held", _holder.StandardOutput.ReadLine());
    }

    private string Locked => _folder["locked"];

    [Fact]
    public void The_process_that_holds_the_lock_is_named() =>
        Assert.StartsWith(
            $"process {_holder.Id} (cat), running since ", LockHolder.Find(Locked), StringComparison.Ordinal);

    [Fact]
    public void A_file_with_the_same_inode_on_another_disk_is_another_file() =>
        Assert.Null(LockHolder.Find(Locked, Table(Elsewhere(Line(1)))));

    // As on btrfs, where stat(2) returns the device of the subvolume.
    [Fact]
    public void The_process_with_the_open_file_is_named_if_the_table_has_another_device_number() =>
        Assert.StartsWith(
            $"process {_holder.Id} (cat)", LockHolder.Find(Locked, Table(Elsewhere(Line()))), StringComparison.Ordinal);

    [Fact]
    public void A_writer_is_named_before_a_reader() =>
        Assert.StartsWith(
            "process 1 ",
            LockHolder.Find(
                Locked, Table(Line().Replace(" WRITE ", " READ ", StringComparison.Ordinal) + "\n" + Line(1))),
            StringComparison.Ordinal);

    [Fact]
    public void A_process_never_names_itself() =>
        Assert.Null(LockHolder.Find(Locked, Table(Line(Environment.ProcessId))));

    public void Dispose()
    {
        _holder.StandardInput.Close();
        _holder.WaitForExit();
        _holder.Dispose();
        _folder.Dispose();
    }

    // The line of the holder, or of another process if one is given: "1: FLOCK ADVISORY WRITE 4711 00:1f:5678 0 EOF".
    private string Line(int? process = null)
    {
        string[]? line;
        do
            line = File.ReadLines("/proc/locks").Select(Fields).FirstOrDefault(IsHolders);
        while (line is null); // the kernel leaves lines out while the table changes

        line[4] = $"{process ?? _holder.Id}";
        return string.Join(' ', line);
    }

    // Other programs lock ranges of bytes, and a number among them may be that of our process.
    private bool IsHolders(string[] fields) =>
        fields is [_, "FLOCK", _, _, var process, var place, ..]
        && process == $"{_holder.Id}"
        && place.EndsWith($":{Inode}", StringComparison.Ordinal);

    private ulong Inode =>
        FileStatus.Read(Locked, out var status) == 0 ? status.Inode : throw new FileNotFoundException(Locked);

    private static string[] Fields(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    // The same on a device that does not exist.
    private static string Elsewhere(string line)
    {
        var fields = Fields(line);
        fields[5] = $"fff:ff:{fields[5].Split(':')[2]}";
        return string.Join(' ', fields);
    }

    private string Table(string line) => _folder.Write("locks", line + "\n");
}
