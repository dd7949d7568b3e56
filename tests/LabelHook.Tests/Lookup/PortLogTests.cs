using LabelHook.Database;
using LabelHook.Lookup;
using LabelHook.Modules;
using LabelHook.Nodes;

namespace LabelHook.Tests.Lookup;

public sealed class PortLogTests : IDisposable
{
    private static readonly ModuleName One = ModuleName.Parse("one1");
    private static readonly ModuleName Two = ModuleName.Parse("two1");

    private readonly TemporaryFolder _folder = new();

    private Node Node => new(new NodeSettings { AvoidInUse = false }, _folder.Path, TimeSpan.FromSeconds(5));

    [Fact]
    public void Changes_are_found_by_module_by_port_and_by_time()
    {
        Claim(One, 20001, 20004);
        Claim(Two, 20005, 20005);
        new PortRequests(Node).Claim(Two, PortRange.Create(20003, 20003), Protocol.Udp);
        SetTimes(100, 200, 300);

        Assert.Equal([1, 2, 3], Read());
        Assert.Equal([2, 3], Read(module: Two));
        Assert.Equal([1, 3], Read(port: 20003));
        Assert.Equal([1], Read(port: 20003, protocol: Protocol.Tcp));
        Assert.Equal([2, 3], Read(since: 200));
    }

    [Fact]
    public void The_owner_at_a_time_is_the_one_of_the_last_change_before_it()
    {
        Claim(One, 20001, 20004);
        new PortRequests(Node).Deallocate(One, Protocol.Tcp);
        Claim(Two, 20003, 20003);
        SetTimes(100, 200, 300);

        Assert.Null(OwnerAt(99));
        Assert.Equal("one1", OwnerAt(100));
        Assert.Equal("one1", OwnerAt(199));
        Assert.Null(OwnerAt(200));
        Assert.Equal("two1", OwnerAt(300));
        Assert.Equal("two1", OwnerAt(1000));
    }

    [Fact]
    public void A_row_that_is_older_than_the_log_had_its_owner_before_its_first_change()
    {
        using (var file = SqliteFile.Open(_folder["ports.sqlite"], SqliteFile.Access.Make, TimeSpan.FromSeconds(5)))
            file.Execute(PortsSchema.Step(1) + "INSERT INTO TCP_PORTS VALUES (20001, 20004, 'one1')");
        new PortRequests(Node).Deallocate(One, Protocol.Tcp);
        SetTimes(100);

        Assert.Equal("one1", OwnerAt(50));
        Assert.Null(OwnerAt(100));
    }

    [Fact]
    public void After_the_clock_jumped_back_the_last_change_that_is_not_later_counts()
    {
        Claim(One, 20001, 20004);
        new PortRequests(Node).Deallocate(One, Protocol.Tcp);
        Claim(Two, 20003, 20003);
        SetTimes(5000, 6000, 300);

        Assert.Equal("two1", OwnerAt(300));
        Assert.Equal("two1", OwnerAt(5500));
    }

    [Fact]
    public void Before_the_log_begins_nothing_is_known()
    {
        Claim(One, 20001, 20004);
        SetTimes(100);

        var error = Assert.Throws<LabelHookException>(() => OwnerAt(9));

        Assert.Equal("the log begins at 1970-01-01T00:00:10Z, after 1970-01-01T00:00:09Z", error.Problem.Message);
    }

    [Fact]
    public void The_last_change_of_an_owner_says_how_to_go_back()
    {
        Claim(One, 20001, 20004);
        Claim(Two, 20005, 20005);
        new PortRequests(Node).Deallocate(Two, Protocol.Tcp);
        new Reservations(Node).Reserve(PortRange.Create(20009, 20010), Protocol.Udp, "SIP trunk");

        using var log = new PortLog(Node);

        Assert.Equal(
            [
                "deallocate one1 --protocol tcp",
                null,
                "claim two1 20005 --protocol tcp",
                "unreserve 20009-20010 --protocol udp",
            ],
            log.Read(null, null, null, null).Select(entry => entry.Undo));
    }

    [Fact]
    public void Other_processes_can_change_the_ports_while_a_long_log_is_read()
    {
        Claim(One, 20001, 20004);
        AddChanges(2500);
        using var log = new PortLog(Node);
        var entries = log.Read(null, null, null, null);
        var read = 0;

        foreach (var entry in entries)
        {
            if (read++ is 0 or 1700)
                Claim(Two, 20005 + read, 20005 + read);
            Assert.Equal(read, entry.Change.Id);
        }

        Assert.Equal(2501, read);
        Assert.Equal(Enumerable.Range(1, 2501).Select(id => (long)id), entries.Select(entry => entry.Change.Id));
    }

    public void Dispose() => _folder.Dispose();

    private void AddChanges(int count)
    {
        using var file = SqliteFile.Open(_folder["ports.sqlite"], SqliteFile.Access.Change, TimeSpan.FromSeconds(5));
        file.Execute(
            """
            WITH RECURSIVE number(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM number WHERE n < $1)
            INSERT INTO labelhook_log (time, protocol, start, end, module, is_allocated)
            SELECT CAST(strftime('%s', 'now') AS INTEGER), 'tcp', 20001, 20004, 'one1', n % 2 FROM number
            """,
            count);
    }

    private void Claim(ModuleName module, int start, int end) =>
        new PortRequests(Node).Claim(module, PortRange.Create(start, end), Protocol.Tcp);

    // Sets the times of the changes in their order, in seconds since 1970, and the start of the log.
    private void SetTimes(params int[] times)
    {
        using var file = SqliteFile.Open(_folder["ports.sqlite"], SqliteFile.Access.Change, TimeSpan.FromSeconds(5));
        foreach (var (index, time) in times.Index())
            file.Execute("UPDATE labelhook_log SET time = $1 WHERE id = $2", time, index + 1);
        file.Execute("UPDATE labelhook_schema SET log_start = 10");
    }

    private List<long> Read(
        ModuleName? module = null, int? port = null, Protocol? protocol = null, int? since = null)
    {
        var time = since is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : (DateTimeOffset?)null;
        using var log = new PortLog(Node);
        return [.. log.Read(module, port, protocol, time).Select(entry => entry.Change.Id)];
    }

    private string? OwnerAt(int seconds)
    {
        using var log = new PortLog(Node);
        return Assert.Single(
            log.OwnersAt(20003, [Protocol.Tcp], DateTimeOffset.FromUnixTimeSeconds(seconds))).Module;
    }
}
