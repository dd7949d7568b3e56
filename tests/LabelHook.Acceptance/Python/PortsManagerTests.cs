namespace LabelHook.Acceptance.Python;

public sealed class PortsManagerTests
{
    [Theory]
    [InlineData("PortRangeExceededError", "Ports range max exceeded!")]
    [InlineData("StorageError", "Database operation failed.")]
    [InlineData("InvalidPortRequestError", "The number of required ports must be at least 1.")]
    public async Task An_error_is_a_PortError_with_the_message_of_NS8(string name, string message)
    {
        await using var node = new PythonNode();

        Assert.Equal(
            $"['{name}', 'PortError', 'Exception', 'BaseException', 'object']",
            await node.EvaluateAsync($"[base.__name__ for base in {name}.__mro__]"));
        Assert.Equal(
            $"('{message}', '{message}', 'mine', 'mine')",
            await node.EvaluateAsync(
                $"(str({name}()), {name}().message, str({name}('mine')), {name}('mine').message)"));
    }

    [Theory]
    [InlineData("allocate_ports", "['required_ports', 'module_name', 'protocol', 'keep_existing'] (False,)")]
    [InlineData("deallocate_ports", "['module_name', 'protocol'] None")]
    [InlineData("write_range", "['start', 'end', 'module', 'protocol'] None")]
    [InlineData("get_tcp_ports_by_module", "['module_name'] None")]
    [InlineData("get_udp_ports_by_module", "['module_name'] None")]
    public async Task A_function_has_the_parameters_of_NS8(string function, string parameters)
    {
        await using var node = new PythonNode();

        var found = await node.EvaluateAsync(
            $"'%s %s' % ([*{function}.__annotations__][:-1], {function}.__defaults__)");

        Assert.Equal($"\"{parameters}\"", found);
    }

    [Fact]
    public async Task A_new_block_replaces_the_old_one_or_is_added_to_it()
    {
        await using var node = new PythonNode();

        Assert.Equal("(20001, 20003)", await node.EvaluateAsync("allocate_ports(3, 'm1', 'tcp')"));
        Assert.Equal("(20001, 20001)", await node.EvaluateAsync("allocate_ports(1, 'm1', 'udp')"));
        Assert.Equal("(20004, 20005)", await node.EvaluateAsync("allocate_ports(2, 'm1', 'tcp', True)"));
        Assert.Equal(
            "(20006, 20006)",
            await node.EvaluateAsync(
                "allocate_ports(required_ports=1, module_name='m1', protocol='tcp', keep_existing=True)"));
        Assert.Equal(
            "(6, 1)", await node.EvaluateAsync("(get_tcp_ports_by_module('m1'), get_udp_ports_by_module('m1'))"));
        Assert.Equal(
            "[(20001, 20003), (20004, 20005), (20006, 20006)]",
            await node.EvaluateAsync("deallocate_ports('m1', 'tcp')"));
        Assert.Equal("[]", await node.EvaluateAsync("deallocate_ports('m1', 'tcp')"));
        Assert.Equal(
            "(0, 1)", await node.EvaluateAsync("(get_tcp_ports_by_module('m1'), get_udp_ports_by_module('m1'))"));
    }

    [Fact]
    public async Task An_unknown_module_has_no_ports()
    {
        await using var node = new PythonNode();

        Assert.Equal(
            "(0, 0)",
            await node.EvaluateAsync("(get_tcp_ports_by_module('nobody'), get_udp_ports_by_module('nobody'))"));
        Assert.Equal("[]", await node.EvaluateAsync("deallocate_ports('nobody', 'udp')"));
    }

    [Fact]
    public async Task A_block_already_in_use_is_recorded_from_numbers_or_text()
    {
        await using var node = new PythonNode();

        Assert.Equal("None", await node.EvaluateAsync("write_range(20001, 20002, 'm1', 'tcp')"));
        Assert.Equal("None", await node.EvaluateAsync("write_range('20003', '20003', 'm1', 'tcp')"));
        Assert.Equal(
            "None", await node.EvaluateAsync("write_range(start=389, end=389, module='ldap1', protocol='tcp')"));

        Assert.Equal("20001|20002|m1\n20003|20003|m1\n389|389|ldap1", await node.SqlAsync("SELECT * FROM TCP_PORTS"));
        Assert.Equal("(20004, 20004)", await node.EvaluateAsync("allocate_ports(1, 'm2', 'tcp')"));
    }

    [Theory]
    [InlineData(
        "write_range(20001, 20003, 'm2', 'tcp')", "skipped tcp ports 20001-20003 of 'm2': already allocated to 'm1'")]
    [InlineData("write_range(0, 1, 'm2', 'tcp')", "skipped tcp ports 0 to 1 of 'm2': not valid")]
    [InlineData("write_range(65535, 65536, 'm2', 'tcp')", "65536")]
    [InlineData("write_range(30002, 30001, 'm2', 'tcp')", "30002 to 30001")]
    [InlineData("write_range('2', '0', 'm2', 'tcp')", "'0'")]
    [InlineData("write_range('30001-30002', '', 'm2', 'tcp')", "'30001-30002'")]
    [InlineData("write_range(True, 2, 'm2', 'tcp')", "True")]
    [InlineData("write_range(30001.0, 30002, 'm2', 'tcp')", "30001.0")]
    [InlineData("write_range(30001, None, 'm2', 'tcp')", "None")]
    public async Task An_invalid_block_is_skipped_with_a_warning(string call, string reason)
    {
        await using var node = new PythonNode();
        await node.EvaluateAsync("allocate_ports(3, 'm1', 'tcp')");
        var before = await node.SqlAsync("SELECT * FROM TCP_PORTS");

        var result = (await node.Python.RunAsync("-c", $"from node.ports_manager import *; {call}")).Succeeded();

        Assert.StartsWith("labelhook: warning: skipped tcp ports ", result.Errors, StringComparison.Ordinal);
        Assert.Contains(reason, result.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await node.SqlAsync("SELECT * FROM TCP_PORTS"));
    }

    [Theory]
    [InlineData("20000, 20005", "20000|20000|m2 20004|20004|m2")]
    [InlineData("20002, 20003", "")]
    [InlineData("20003, 20004", "20004|20004|m2")]
    [InlineData("20006, 20009", "20007|20009|m2")]
    [InlineData("19998, 20000", "19998|20000|m2")]
    public async Task The_free_part_of_a_partly_allocated_block_is_recorded(string block, string rows)
    {
        await using var node = new PythonNode();
        await node.MakeNs8DatabaseAsync(
            "INSERT INTO TCP_PORTS VALUES (20001, 20002, 'm1'), (20003, 20003, 'm2'), (20005, 20006, 'm3')");

        for (var time = 0; time < 2; time++)
            (await node.Python.RunAsync(
                "-c", $"import node.ports_manager as p; p.write_range({block}, 'm2', 'tcp')")).Succeeded();

        Assert.Equal(
            rows,
            (await node.SqlAsync("SELECT * FROM TCP_PORTS WHERE module = 'm2' AND start <> 20003")).Replace('\n', ' '));
    }

    [Fact]
    public async Task Reserved_ports_are_skipped()
    {
        await using var node = new PythonNode();
        await node.Program("reserve", "20002", "--protocol", "tcp", "--reason", "a trunk");

        var result = (await node.Python.RunAsync(
            "-c", "import node.ports_manager as p; p.write_range(20001, 20003, 'm1', 'tcp')")).Succeeded();

        Assert.Equal(
            "labelhook: warning: skipped tcp ports 20002-20002 of 'm1': already allocated to 'reserved: a trunk'\n",
            result.Errors);
        Assert.Equal(
            "20001|20001\n20003|20003", await node.SqlAsync("SELECT start, end FROM TCP_PORTS WHERE module = 'm1'"));
    }

    [Fact]
    public async Task A_failed_request_for_a_larger_block_keeps_the_existing_ports()
    {
        await using var node = new PythonNode();
        await node.EvaluateAsync("allocate_ports(2, 'm1', 'tcp')");
        await node.EvaluateAsync("write_range(20003, 44999, 'rest', 'tcp')");
        var before = await node.SnapshotAsync();

        Assert.Equal(
            "PortRangeExceededError: Ports range max exceeded!",
            await node.EvaluateAsync("allocate_ports(3, 'm1', 'tcp')"));
        Assert.Equal(
            "PortRangeExceededError: Ports range max exceeded!",
            await node.EvaluateAsync("allocate_ports(3, 'm1', 'tcp', True)"));

        Assert.Equal(before, await node.SnapshotAsync());
        Assert.Equal("(45000, 45000)", await node.EvaluateAsync("allocate_ports(1, 'm2', 'tcp')"));
    }

    [Fact]
    public async Task The_environment_selects_the_database()
    {
        await using var node = new PythonNode();
        Directory.CreateDirectory(Path.Join(node.Folder, "elsewhere"));

        Assert.Equal(
            "(20001, 20001)",
            await PythonNode.EvaluateAsync(
                node.Python.With("LABELHOOK_DATABASE", "elsewhere/ports.sqlite"), "allocate_ports(1, 'm1', 'tcp')"));

        Assert.False(File.Exists(node.Database));
        Assert.True(File.Exists(Path.Join(node.Folder, "elsewhere/ports.sqlite")));
    }

    [Fact]
    public async Task A_call_does_not_consume_the_standard_input_of_the_script()
    {
        await using var node = new PythonNode();

        var result = await (node.Python with { Input = "the request" })
            .RunAsync(
                "-c",
                "import sys, node.ports_manager; node.ports_manager.allocate_ports(1, 'm1', 'tcp'); "
                    + "print(sys.stdin.read())");

        Assert.Equal("the request\n", result.Succeeded().Output);
    }
}
