using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Python;

// A script in a folder without a database uses the database of the host, if there is one, and does not create another.
public sealed class HostDatabaseTests
{
    private static string Host => "SELECT module FROM TCP_PORTS";

    [Fact]
    public async Task Without_a_database_in_the_folder_the_one_of_the_host_is_used()
    {
        await using var node = new PythonNode();
        var database = await MakeHostDatabaseAsync(node);

        Assert.Equal("(20002, 20002)", await node.EvaluateAsync("allocate_ports(1, 'm1', 'tcp')"));

        Assert.False(File.Exists(node.Database));
        Assert.Equal("host1\nm1", await new Command("sqlite3").OutputAsync(database, Host));
    }

    [Fact]
    public async Task A_database_in_the_folder_takes_precedence_over_that_of_the_host()
    {
        await using var node = new PythonNode();
        var database = await MakeHostDatabaseAsync(node);
        await node.MakeNs8DatabaseAsync();

        Assert.Equal("(20001, 20001)", await node.EvaluateAsync("allocate_ports(1, 'm1', 'tcp')"));

        Assert.Equal("host1", await new Command("sqlite3").OutputAsync(database, Host));
    }

    [Fact]
    public async Task Without_a_database_of_the_host_one_is_created_in_the_folder()
    {
        await using var node = new PythonNode();

        Assert.Equal("(20001, 20001)", await node.EvaluateAsync("allocate_ports(1, 'm1', 'tcp')"));

        Assert.True(File.Exists(node.Database));
        Assert.False(Directory.Exists(node.HostState));
    }

    private static async Task<string> MakeHostDatabaseAsync(PythonNode node)
    {
        await LabelHookProgram.Command.With("LABELHOOK_STATE", node.HostState)
            .OutputAsync("claim", "host1", "20001", "--protocol", "tcp");
        return Path.Join(node.HostState, "ports.sqlite");
    }
}
