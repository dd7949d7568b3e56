namespace LabelHook.Acceptance.Python;

// A request that makes no sense says so, and changes nothing.
public sealed class InvalidRequestTests
{
    [Theory]
    [InlineData("0", "InvalidPortRequestError: The number of required ports must be at least 1.")]
    [InlineData("-1", "InvalidPortRequestError: The number of required ports must be at least 1.")]
    [InlineData("1.5", "InvalidPortRequestError: The number of required ports must be an int, not 1.5.")]
    [InlineData("2.0", "InvalidPortRequestError: The number of required ports must be an int, not 2.0.")]
    [InlineData("True", "InvalidPortRequestError: The number of required ports must be an int, not True.")]
    [InlineData("'3'", "InvalidPortRequestError: The number of required ports must be an int, not '3'.")]
    [InlineData("None", "InvalidPortRequestError: The number of required ports must be an int, not None.")]
    [InlineData("25001", "PortRangeExceededError: Ports range max exceeded!")]
    [InlineData("65536", "PortRangeExceededError: Ports range max exceeded!")]
    [InlineData("2**31", "PortRangeExceededError: Ports range max exceeded!")]
    [InlineData("10**5000", "PortRangeExceededError: Ports range max exceeded!")]
    public async Task An_invalid_number_of_ports_is_rejected(string count, string error)
    {
        await using var node = new PythonNode();
        await node.EvaluateAsync("allocate_ports(2, 'm1', 'tcp')");
        var before = await node.SnapshotAsync();

        Assert.Equal(error, await node.EvaluateAsync($"allocate_ports({count}, 'm1', 'tcp')"));
        Assert.Equal(error, await node.EvaluateAsync($"allocate_ports({count}, 'm1', 'tcp', True)"));

        Assert.Equal(before, await node.SnapshotAsync());
    }

    [Theory]
    [InlineData("'sctp'")]
    [InlineData("'TCP'")]
    [InlineData("' tcp'")]
    [InlineData("''")]
    [InlineData("None")]
    [InlineData("b'tcp'")]
    [InlineData("['tcp']")]
    public async Task An_unknown_protocol_is_rejected(string protocol)
    {
        await using var node = new PythonNode();
        await node.EvaluateAsync("allocate_ports(2, 'm1', 'tcp')");
        var before = await node.SnapshotAsync();

        string[] calls =
            ["allocate_ports(1, 'm1', {0})", "deallocate_ports('m1', {0})", "write_range(30001, 30001, 'm1', {0})"];
        foreach (var call in calls)
        {
            var error = await node.EvaluateAsync(call.Replace("{0}", protocol, StringComparison.Ordinal));

            Assert.Equal($"InvalidPortRequestError: The protocol must be 'tcp' or 'udp', not {protocol}.", error);
        }

        Assert.Equal(before, await node.SnapshotAsync());
    }

    [Theory]
    [InlineData("''")]
    [InlineData("'a\\0b'")]
    [InlineData("'x' * 300")]
    [InlineData("'\\u00fc1'")]
    [InlineData("'\\ud800'")]
    [InlineData("'two words'")]
    [InlineData("'../m1'")]
    [InlineData("'--json'")]
    [InlineData("'@m1'")]
    [InlineData("'m1\\n'")]
    [InlineData("b'm1'")]
    [InlineData("None")]
    [InlineData("5")]
    public async Task An_invalid_name_is_rejected(string name)
    {
        await using var node = new PythonNode();
        await node.EvaluateAsync("allocate_ports(2, 'm1', 'tcp')");
        var before = await node.SnapshotAsync();
        string[] calls =
        [
            "allocate_ports(1, {0}, 'tcp')", "deallocate_ports({0}, 'tcp')", "write_range(30001, 30001, {0}, 'tcp')",
            "get_tcp_ports_by_module({0})", "get_udp_ports_by_module({0})",
        ];

        foreach (var call in calls)
        {
            var error = await node.EvaluateAsync(call.Replace("{0}", name, StringComparison.Ordinal));

            Assert.StartsWith("InvalidPortRequestError: ", error, StringComparison.Ordinal);
            Assert.Contains("name", error, StringComparison.Ordinal);
        }

        Assert.Equal(before, await node.SnapshotAsync());
    }
}
