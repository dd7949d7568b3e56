using LabelHook.Cluster.Options;
using LabelHook.Host;

namespace LabelHook.Tests.Cluster;

public sealed class ClusterVariablesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("", "10.0.0.1:6379", "web-1")]
    [InlineData("NODE_ID=web-2", "10.0.0.1:6379", "web-2")]
    [InlineData("REDIS_ADDRESS=10.0.0.2:6379", "10.0.0.2:6379", null)]
    [InlineData("REDIS_ADDRESS=10.0.0.2:6379 NODE_ID=web-2", "10.0.0.2:6379", "web-2")]
    public void The_file_counts_if_the_process_has_no_address(string process, string address, string? node)
    {
        _folder.Write("etc/labelhook/cluster.env", "# comment\nREDIS_ADDRESS=\"10.0.0.1:6379\"\nNODE_ID=web-1\n");

        var variables = Variables(process);

        Assert.Equal((address, node), (variables["REDIS_ADDRESS"], variables["NODE_ID"]));
    }

    [Fact]
    public void A_missing_file_has_no_variables() => Assert.Null(Variables("")["REDIS_ADDRESS"]);

    [Fact]
    public void A_file_that_cannot_be_read_is_an_error()
    {
        Directory.CreateDirectory(_folder["etc/labelhook/cluster.env"]);

        var error = Assert.Throws<LabelHookException>(() => Variables("")["REDIS_ADDRESS"]);

        Assert.Equal("LH7011", error.Problem.Code);
    }

    public void Dispose() => _folder.Dispose();

    // process: Such as "REDIS_ADDRESS=10.0.0.2:6379 NODE_ID=web-2".
    private ClusterVariables Variables(string process)
    {
        var values = process.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(variable => variable.Split('='))
            .ToDictionary(variable => variable[0], variable => variable[1]);
        return new ClusterVariables(new HostEnvironment(name => values.GetValueOrDefault(name), 0) { Root = _folder.Path });
    }
}
