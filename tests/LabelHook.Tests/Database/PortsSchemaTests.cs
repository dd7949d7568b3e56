using LabelHook.Database;
using LabelHook.Modules;
using LabelHook.Nodes;
using Microsoft.Data.Sqlite;

namespace LabelHook.Tests.Database;

public sealed class PortsSchemaTests : IDisposable
{
    private static readonly ModuleName One = ModuleName.Parse("one");

    private readonly TemporaryFolder _folder = new();

    private Node Node => new(new NodeSettings { AvoidInUse = false }, _folder.Path, TimeSpan.FromSeconds(5));

    private ModuleList ModuleList => new(Node);

    private PortRequests PortRequests => new(Node);

    private Reservations Reservations => new(Node);

    [Fact]
    public void A_database_of_version_1_can_be_read_and_is_upgraded_by_the_first_change()
    {
        Execute(
            PortsSchema.Step(1)
                + "INSERT INTO TCP_PORTS VALUES (20001, 20002, 'one'); INSERT INTO labelhook_modules VALUES ('one', 'i', '', 2, 0, '', NULL);");

        var before = Assert.Single(ModuleList.Read(null, out _));
        Assert.Equal(1L, Scalar("SELECT version FROM labelhook_schema"));
        Assert.Null(before.Blocks[0].Since);

        PortRequests.Allocate(One, 1, Protocol.Udp, keepExisting: false);

        Assert.Equal((long)PortsSchema.Version, Scalar("SELECT version FROM labelhook_schema"));
        var blocks = ModuleList.Read(One, out _).Single().Blocks;
        Assert.Null(blocks[0].Since);
        Assert.True(DateTimeOffset.UtcNow - blocks[1].Since < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void A_database_of_version_2_keeps_its_records_without_image_dates()
    {
        Execute(
            PortsSchema.Step(1) + PortsSchema
                .Step(2) + "INSERT INTO labelhook_modules VALUES ('one', 'i', 'sha256:1', 0, 0, '', '/e');");
        var before = Assert.Single(ModuleList.Read(null, out _)).Record;

        PortRequests.Allocate(ModuleName.Parse("two"), 1, Protocol.Tcp, keepExisting: false);

        Assert.Equal(new ModuleRecord("one", "i", "sha256:1", 0, 0, "", "/e"), before);
        Assert.Equal(before, ModuleList.Read(One, out _).Single().Record);
    }

    [Fact]
    public void A_rejected_first_change_leaves_the_old_version()
    {
        Execute(PortsSchema.Step(1) + "INSERT INTO TCP_PORTS VALUES (20001, 20002, 'one');");

        Assert.Throws<LabelHookException>(
            () => Reservations.Reserve(PortRange.Create(20002, 20002), Protocol.Tcp, "me"));

        Assert.Equal(1L, Scalar("SELECT version FROM labelhook_schema"));
    }

    [Fact]
    public void The_time_of_a_row_is_deleted_with_it_by_any_writer()
    {
        PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: false);

        Execute(
            "INSERT INTO TCP_PORTS VALUES (5, 6, 'x'); INSERT INTO TCP_PORTS VALUES (7, 7, 'y'); UPDATE TCP_PORTS "
                + "SET end = 5 WHERE start = 5; DELETE FROM TCP_PORTS WHERE start = 7");

        Assert.Equal(
            "5-5 x,20001-20001 one",
            Scalar("SELECT group_concat(start || '-' || end || ' ' || module) FROM labelhook_since"));
    }

    // Schema.txt is what the first program of this version created: a change of the schema needs a new version.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_database_of_any_version_gets_exactly_the_approved_schema(int version)
    {
        for (var step = 1; step <= version; step++)
            Execute(PortsSchema.Step(step));

        using (var database = PortsDatabase.OpenToChange(_folder["ports.sqlite"], TimeSpan.FromSeconds(5)))
            database.Change(() => { });

        Assert.Equal(
            File.ReadAllText(Repository.At("tests/LabelHook.Tests/Database/Schema.txt")),
            Scalar(
                "SELECT group_concat(type || '|' || name || '|' || tbl_name || '|' || coalesce(sql, ''), char(10)) "
                    + "|| char(10) FROM sqlite_master"));
    }

    [Fact]
    public void A_database_of_NS8_gets_the_approved_schema()
    {
        Execute("CREATE TABLE TCP_PORTS (start INT NOT NULL, end INT NOT NULL, module CHAR(255) NOT NULL)");

        A_database_of_any_version_gets_exactly_the_approved_schema(0);
    }

    // A connection of this test may be the first of all.
    static PortsSchemaTests() =>
        System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(SqliteFile).TypeHandle);

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
