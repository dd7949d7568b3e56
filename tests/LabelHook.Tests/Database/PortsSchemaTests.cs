using LabelHook.Database;
using LabelHook.Modules;
using LabelHook.Nodes;
using Microsoft.Data.Sqlite;

namespace LabelHook.Tests.Database;

public sealed class PortsSchemaTests : IDisposable
{
    private static readonly ModuleName One = ModuleName.Parse("one");

    private readonly TemporaryFolder _folder = new();

    private Hook Hook => new(new Node(new NodeSettings { AvoidInUse = false }, _folder.Path, TimeSpan.FromSeconds(5)));

    [Fact]
    public void A_database_of_the_first_version_is_read_as_it_is_and_brought_up_to_date_by_the_first_change()
    {
        Execute(PortsSchema.Steps[0] + "INSERT INTO TCP_PORTS VALUES (20001, 20002, 'one'); INSERT INTO labelhook_modules VALUES ('one', 'i', '', 2, 0, '', NULL);");

        var before = Assert.Single(Hook.List(null, out _));
        Assert.Equal(1L, Scalar("SELECT version FROM labelhook_schema"));
        Assert.Null(before.Blocks[0].Since);

        Hook.Allocate(One, 1, Protocol.Udp, keepExisting: false);

        Assert.Equal((long)PortsSchema.Version, Scalar("SELECT version FROM labelhook_schema"));
        var blocks = Hook.List(One, out _).Single().Blocks;
        Assert.Null(blocks[0].Since);
        Assert.True(DateTimeOffset.UtcNow - blocks[1].Since < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void A_database_of_the_second_version_keeps_its_records_and_knows_no_date_of_their_images()
    {
        Execute(PortsSchema.Steps[0] + PortsSchema.Steps[1] + "INSERT INTO labelhook_modules VALUES ('one', 'i', 'sha256:1', 0, 0, '', '/e');");
        var before = Assert.Single(Hook.List(null, out _)).Record;

        Hook.Allocate(ModuleName.Parse("two"), 1, Protocol.Tcp, keepExisting: false);

        Assert.Equal(new ModuleRecord("one", "i", "sha256:1", 0, 0, "", "/e"), before);
        Assert.Equal(before, Hook.List(One, out _).Single().Record);
    }

    [Fact]
    public void A_refused_first_change_leaves_the_old_version()
    {
        Execute(PortsSchema.Steps[0] + "INSERT INTO TCP_PORTS VALUES (20001, 20002, 'one');");

        Assert.Throws<LabelHookException>(() => Hook.Reserve(PortRange.Of(20002, 20002), Protocol.Tcp, "me"));

        Assert.Equal(1L, Scalar("SELECT version FROM labelhook_schema"));
    }

    [Fact]
    public void The_time_goes_with_its_row_whoever_writes()
    {
        Hook.Allocate(One, 1, Protocol.Tcp, keepExisting: false);

        Execute("INSERT INTO TCP_PORTS VALUES (5, 6, 'x'); INSERT INTO TCP_PORTS VALUES (7, 7, 'y'); UPDATE TCP_PORTS SET end = 5 WHERE start = 5; DELETE FROM TCP_PORTS WHERE start = 7");

        Assert.Equal("5-5 x,20001-20001 one", Scalar("SELECT group_concat(start || '-' || end || ' ' || module) FROM labelhook_since"));
    }

    // A connection of this test's own may be the first of all.
    static PortsSchemaTests() => System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(SqliteFile).TypeHandle);

    public void Dispose() => _folder.Dispose();

    private void Execute(string sql) => Scalar(sql);

    private object? Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder["ports.sqlite"]};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
