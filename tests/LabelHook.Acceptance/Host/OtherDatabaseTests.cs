using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Host;

// A command that uses another ports database than the host's says so, and does not allocate what the host's has
// allocated.
public sealed class OtherDatabaseTests : IAsyncDisposable
{
    private const string HostDatabase = "/var/lib/labelhook/ports.sqlite";

    private const string Allocate = "$labelhook allocate mine1 1 --protocol tcp";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("list", 0)]
    [InlineData("map", 0)]
    [InlineData("who 20001", 0)]
    [InlineData("check", 1)]
    [InlineData("list web1", 1)]
    [InlineData("remove web1", 1)]
    [InlineData("deallocate web1 --protocol tcp", 1)]
    [InlineData("unreserve 20001 --protocol tcp", 0)]
    [InlineData("exec web1 -- true", 1)]
    public async Task A_missing_database_is_reported_with_that_of_the_host(string words, int exitCode)
    {
        var result = await WithHostDatabaseAsync($"$labelhook {words}");

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(_folder["user/labelhook/ports.sqlite"], result.Errors, StringComparison.Ordinal);
        Assert.Contains(HostDatabase, result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("map")]
    [InlineData("who 20001")]
    [InlineData("check")]
    public async Task A_missing_database_is_reported_in_JSON_too(string words)
    {
        var result = await WithHostDatabaseAsync($"$labelhook {words} --json");

        var warning = Assert.Single(result.Json.GetProperty("warnings").EnumerateArray()).GetString();
        Assert.Contains(_folder["user/labelhook/ports.sqlite"], warning, StringComparison.Ordinal);
        Assert.Contains(HostDatabase, warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ports_in_the_database_of_the_host_are_not_allocated()
    {
        var result = await WithHostDatabaseAsync(
            "$labelhook allocate mine1 1 --protocol tcp; $labelhook allocate mine1 1 --protocol udp; $labelhook who "
                + "20001/tcp");

        Assert.Equal(["20003", "20001"], result.Succeeded().Lines.Take(2));
        Assert.Contains($"20001-20002 is allocated to web1 in {HostDatabase}", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_the_host_that_others_can_write_is_not_trusted()
    {
        var result = await WithHostDatabaseAsync(Allocate, $"chmod 666 {HostDatabase}");

        Assert.Equal("20001\n", result.Succeeded().Output);
    }

    [Fact]
    public async Task An_unreadable_database_of_the_host_does_not_stop_an_allocation()
    {
        var result = await WithHostDatabaseAsync(Allocate, $"echo rubbish >{HostDatabase}");

        Assert.Equal("20001\n", result.Succeeded().Output);
    }

    [Fact]
    public async Task An_explicit_state_folder_is_independent()
    {
        var result = await WithHostDatabaseAsync(
            "$labelhook check --state named; $labelhook allocate mine1 1 --protocol tcp --state named");

        Assert.Equal("20001\n", result.Succeeded().Output);
        Assert.Contains("labelhook: clean", result.Errors, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    // The state folder of the host is hidden by an empty one, in which web1 has two TCP ports; an ordinary user asks.
    private Task<CommandResult> WithHostDatabaseAsync(string line, string asRoot = "true")
    {
        RealPart.RequireRoot();
        const string Script = """
            mount -t tmpfs tmpfs /var/lib
            "$labelhook" allocate web1 2 --protocol tcp >/dev/null
            eval "$1"
            umask 022
            chmod 755 .
            cp "$labelhook" program
            mkdir user
            chown "$user" user
            cd user
            labelhook=../program exec setpriv --reuid "$user" --regid "$user" --clear-groups sh -c "$0"
            """;
        return new Command("unshare").In(_folder.Path)
            .With("labelhook", LabelHookProgram.Command.Program)
            .With("user", SharedNode.ModuleUser.ToString())
            .With("XDG_STATE_HOME", _folder["user"])
            .RunAsync("--mount", "--propagation", "private", "sh", "-euc", Script, line, asRoot);
    }
}
