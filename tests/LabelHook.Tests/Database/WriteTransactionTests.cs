using LabelHook.Database;
using Microsoft.Data.Sqlite;

namespace LabelHook.Tests.Database;

public sealed class WriteTransactionTests : IDisposable
{
    // https://sqlite.org/rescode.html#busy
    private const int BusyCode = 5;

    private readonly TemporaryFolder _folder = new();

    // What a change reads before it writes must stay true; otherwise SQLite refuses the write, or the change writes
    // outdated values.
    [Fact]
    public void No_other_program_can_write_after_the_first_read_of_a_change()
    {
        using var database = PortsDatabase.OpenToChange(_folder["ports.sqlite"], TimeSpan.FromSeconds(5));
        database.Change(() => database.Add(Protocol.Tcp, PortRange.Create(20001, 20002), "one"));

        database.Change(() =>
        {
            _ = database.Allocations(Protocol.Tcp);
            Assert.Equal(BusyCode, Assert.Throws<SqliteException>(TryToWrite).SqliteErrorCode);
        });

        TryToWrite();
    }

    [Fact]
    public void A_change_that_fails_after_another_process_migrated_the_database_leaves_its_records_readable()
    {
        Execute("CREATE TABLE TCP_PORTS (start, end, module); CREATE TABLE UDP_PORTS (start, end, module)");
        using var database = PortsDatabase.OpenToChange(_folder["ports.sqlite"], TimeSpan.FromSeconds(5));
        var record = new ModuleRecord("one", "image", "", 1, 0, null, null);
        using (var other = PortsDatabase.OpenToChange(_folder["ports.sqlite"], TimeSpan.FromSeconds(5)))
            other.Change(() => other.Save(record));

        Assert.Throws<LabelHookException>(
            () => database.Change(() => throw new LabelHookException(Problems.Protocol("x"))));

        Assert.Equal(record, database.Module(ModuleName.Parse("one")));
    }

    public void Dispose() => _folder.Dispose();

    private void TryToWrite() => Execute("BEGIN IMMEDIATE");

    private void Execute(string sql)
    {
        using var other = new SqliteConnection(
            $"Data Source={_folder["ports.sqlite"]};Pooling=False;Default Timeout=1");
        other.Open();
        using var command = other.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
