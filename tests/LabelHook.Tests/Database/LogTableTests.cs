using LabelHook.Database;

namespace LabelHook.Tests.Database;

public sealed class LogTableTests : IDisposable
{
    private static readonly ModuleName One = ModuleName.Parse("one");
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_change_is_logged_with_its_command_and_the_image_that_the_owner_then_has()
    {
        Change("install", database =>
        {
            database.Add(Protocol.Udp, PortRange.Create(20001, 20002), "one");
            database.Save(new ModuleRecord("one", "registry/one:1", "", 0, 2, null, null));
        });

        var row = Assert.Single(Log());
        Assert.Equal(
            (Protocol.Udp, PortRange.Create(20001, 20002), "one", true, "registry/one:1", "install"),
            (row.Protocol, row.Ports, row.Module, row.IsAllocated, row.Image, row.Command));
        Assert.InRange(row.Time, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
    }

    [Fact]
    public void A_change_by_another_program_has_no_command()
    {
        Change("install", database => database.Add(Protocol.Tcp, PortRange.Create(20001, 20002), "one"));

        Execute("UPDATE TCP_PORTS SET end = 20003");
        Execute("DELETE FROM TCP_PORTS");

        Assert.Equal(
            ["+20001-20002 install", "-20001-20002 ", "+20001-20003 ", "-20001-20003 "], Log().Select(Text));
    }

    [Fact]
    public void Of_a_block_that_grows_only_the_new_ports_are_logged()
    {
        Change("first", database => database.Add(Protocol.Tcp, PortRange.Create(20002, 20003), "one"));

        Change("second", database => Replace(database, PortRange.Create(20001, 20005)));

        Assert.Equal(["+20002-20003 first", "+20001 second", "+20004-20005 second"], Log().Select(Text));
    }

    [Fact]
    public void Of_a_block_that_moves_onto_its_own_ports_both_ends_are_logged()
    {
        Change("first", database => database.Add(Protocol.Tcp, PortRange.Create(20001, 20004), "one"));

        Change("second", database => Replace(database, PortRange.Create(20003, 20006)));

        Assert.Equal(["+20001-20004 first", "-20001-20002 second", "+20005-20006 second"], Log().Select(Text));
    }

    [Fact]
    public void A_change_that_fails_is_not_logged()
    {
        Change("first", database => database.Add(Protocol.Tcp, PortRange.Create(20001, 20004), "one"));

        Assert.Throws<LabelHookException>(() => Change("second", database =>
        {
            database.RemoveAll(Protocol.Tcp, "one");
            database.Add(Protocol.Udp, PortRange.Create(1, 1), "");
        }));

        Assert.Equal(["+20001-20004 first"], Log().Select(Text));
    }

    [Fact]
    public void The_oldest_rows_are_pruned_and_the_log_then_begins_later()
    {
        var settings = new LogSettings("c", TimeSpan.FromDays(1), MaxRows: 3);
        for (var port = 1; port <= 5; port++)
            Change(settings, database => database.Add(Protocol.Tcp, PortRange.Create(port, port), "one"));

        Assert.Equal(["+3 c", "+4 c", "+5 c"], Log().Select(Text));
    }

    [Fact]
    public void A_change_prunes_as_many_rows_as_it_adds()
    {
        var settings = new LogSettings("c", TimeSpan.FromDays(1), MaxRows: 3);

        Change(settings, database =>
        {
            for (var port = 1; port <= 200; port++)
                database.Add(Protocol.Tcp, PortRange.Create(port, port), $"m{port}");
        });

        Assert.Equal(["+198 c", "+199 c", "+200 c"], Log().Select(Text));
    }

    [Fact]
    public void Rows_that_are_too_old_are_pruned_by_the_next_change()
    {
        Change("first", database => database.Add(Protocol.Tcp, PortRange.Create(1, 1), "one"));
        Change("second", database => database.Add(Protocol.Tcp, PortRange.Create(2, 2), "one"));
        Execute("UPDATE labelhook_log SET time = 1000 WHERE id = 1; UPDATE labelhook_schema SET log_start = 900");

        Change("third", database => database.Add(Protocol.Tcp, PortRange.Create(3, 3), "one"));

        Assert.Equal(["+2 second", "+3 third"], Log().Select(Text));
        using var database = PortsDatabase.OpenToRead(_folder["ports.sqlite"], Wait);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1000), database.LogStart);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(365, 0)]
    public void The_last_row_is_never_pruned_so_that_numbers_do_not_start_anew(int days, int rows)
    {
        var settings = new LogSettings("c", TimeSpan.FromDays(days), rows);
        for (var port = 1; port <= 3; port++)
            Change(settings, database => database.Add(Protocol.Tcp, PortRange.Create(port, port), "one"));
        Execute("UPDATE labelhook_log SET time = 1000");
        Change(settings, database => database.SaveImageTime(new ModuleRecord("none", "", "", 0, 0, null, null)));

        Assert.Equal(["+3 c"], Log().Select(Text));
    }

    [Fact]
    public void A_clock_that_jumps_ahead_destroys_no_more_than_a_few_rows_at_each_change()
    {
        Change("first", database =>
        {
            for (var port = 1; port <= 300; port++)
                database.Add(Protocol.Tcp, PortRange.Create(port, port), $"m{port}");
        });
        Execute("UPDATE labelhook_log SET time = 1000");

        Change("second", database => database.Add(Protocol.Tcp, PortRange.Create(400, 400), "one"));

        Assert.Equal(201, Log().Count);
    }

    public void Dispose() => _folder.Dispose();

    private static string Text(LogRow row) => $"{(row.IsAllocated ? '+' : '-')}{row.Ports} {row.Command}";

    private static void Replace(PortsDatabase database, PortRange ports) => database.Apply(
        One, new PortChange(Protocol.Tcp, database.AllocationsOf(Protocol.Tcp, "one"), ports, []), hold: false);

    private void Change(string command, Action<PortsDatabase> change) =>
        Change(LogSettings.Default with { Command = command }, change);

    private void Change(LogSettings settings, Action<PortsDatabase> change)
    {
        using var database = PortsDatabase.OpenToChange(_folder["ports.sqlite"], Wait, settings);
        database.Change(() => change(database));
    }

    private void Execute(string sql)
    {
        using var file = SqliteFile.Open(_folder["ports.sqlite"], SqliteFile.Access.Change, Wait);
        file.Execute(sql);
    }

    private List<LogRow> Log()
    {
        using var database = PortsDatabase.OpenToRead(_folder["ports.sqlite"], Wait);
        return [.. database.Log()];
    }
}
