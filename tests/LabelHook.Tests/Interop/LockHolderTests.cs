using System.Diagnostics;
using System.Globalization;
using LabelHook.Interop;

namespace LabelHook.Tests.Interop;

/// <summary>Whom the kernel's table of locks names, as it is and as it might be.</summary>
public sealed class LockHolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Process _holder;

    public LockHolderTests()
    {
        _folder.Write("locked", "");
        _holder = Process.Start("flock", ["--no-fork", Locked, "sleep", "600"])!;
        SpinWait.SpinUntil(() => Lines(_holder.Id).Any(), TimeSpan.FromSeconds(30));
    }

    private string Locked => _folder["locked"];

    [Fact]
    public void The_process_that_holds_the_lock_is_named() =>
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"process {_holder.Id} (sleep), running since "), LockHolder.Of(Locked), StringComparison.Ordinal);

    [Fact]
    public void A_file_of_the_same_number_on_another_disk_is_another_file() =>
        Assert.Null(LockHolder.Of(Locked, Table(Elsewhere(Line(1)))));

    /// <summary>As on btrfs, where stat(2) tells the device of the subvolume.</summary>
    [Fact]
    public void Where_the_table_knows_the_disk_by_another_number_whoever_has_the_file_open_is_named() =>
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"process {_holder.Id} (sleep)"), LockHolder.Of(Locked, Table(Elsewhere(Line()))), StringComparison.Ordinal);

    [Fact]
    public void Who_writes_is_named_before_who_reads() =>
        Assert.StartsWith("process 1 ", LockHolder.Of(Locked, Table(Line().Replace(" WRITE ", " READ ", StringComparison.Ordinal) + "\n" + Line(1))), StringComparison.Ordinal);

    [Fact]
    public void Nobody_is_told_that_it_is_himself() =>
        Assert.Null(LockHolder.Of(Locked, Table(Line(Environment.ProcessId))));

    public void Dispose()
    {
        _holder.Kill();
        _holder.WaitForExit();
        _holder.Dispose();
        _folder.Dispose();
    }

    /// <summary>The holder's line, as another's if one is given.</summary>
    private string Line(int? process = null) =>
        Lines(_holder.Id).Single().Replace($" {_holder.Id} ", string.Create(CultureInfo.InvariantCulture, $" {process ?? _holder.Id} "), StringComparison.Ordinal);

    private static IEnumerable<string> Lines(int process) =>
        File.ReadLines("/proc/locks").Where(line => line.Contains(string.Create(CultureInfo.InvariantCulture, $" {process} "), StringComparison.Ordinal));

    /// <summary>"1: FLOCK  ADVISORY  WRITE 4711 00:1f:5678 0 EOF", on a disk that no kernel has.</summary>
    private static string Elsewhere(string line)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        fields[5] = $"fff:ff:{fields[5].Split(':')[2]}";
        return string.Join(' ', fields);
    }

    private string Table(string line) => _folder.Write("locks", line + "\n");
}
