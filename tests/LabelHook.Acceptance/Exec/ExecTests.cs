using System.Globalization;

namespace LabelHook.Acceptance;

// `exec` becomes its command: what the command sees is what it would see without LabelHook, and the module's variables.
public sealed class ExecTests
{
    [Fact]
    public async Task The_command_has_the_variables_that_install_printed_and_all_that_was_there()
    {
        await using var node = await SharedNode.StartAsync();
        var printed = (await node.RunAsync("install", "m1", node.Labels(3))).Succeeded().Output;

        var environment = await new Command(node.Program).With("STAYS", "a b").OutputAsync([.. node.Exec, "env", "-0"]);

        Assert.Equal(Variables.OfLines(printed), Variables.OfProcess(environment));
        Assert.Contains("STAYS=a b", environment.Split('\0'));
    }

    [Fact]
    public async Task The_variables_of_the_module_win_over_those_that_were_there()
    {
        await using var node = await SharedNode.StartWithModuleAsync();

        var port = await new Command(node.Program).With("TCP_PORT", "1").OutputAsync([.. node.Exec, "printenv", "TCP_PORT"]);

        Assert.NotEqual("1", port);
    }

    [Fact]
    public async Task The_arguments_arrive_as_they_were_given()
    {
        await using var node = await SharedNode.StartWithModuleAsync();

        var result = await new Command(node.Program).RunAsync([.. node.Exec, "printf", "[%s]", "a b", "", "--json", "--", "$HOME", "é"]);

        Assert.Equal("[a b][][--json][--][$HOME][é]", result.Succeeded().Output);
    }

    [Fact]
    public async Task Standard_input_is_the_commands()
    {
        await using var node = await SharedNode.StartWithModuleAsync();

        var result = await (new Command(node.Program) with { Input = "one\ntwo\n" }).RunAsync([.. node.Exec, "cat"]);

        Assert.Equal("one\ntwo\n", result.Succeeded().Output);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(42)]
    [InlineData(255)]
    public async Task The_exit_code_is_the_commands(int code)
    {
        await using var node = await SharedNode.StartWithModuleAsync();

        var result = await new Command(node.Program).RunAsync([.. node.Exec, "sh", "-c", "exit \"$0\"", code.ToString(CultureInfo.InvariantCulture)]);

        Assert.Equal(code, result.ExitCode);
    }

    [Fact]
    public async Task A_command_that_does_not_exist_is_named()
    {
        await using var node = await SharedNode.StartWithModuleAsync();

        var result = await new Command(node.Program).RunAsync([.. node.Exec, "no-such-command"]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Matches("^labelhook: .*no-such-command.*\n", result.Errors);
    }

    [Fact]
    public async Task A_module_that_was_not_installed_is_named_and_nothing_is_run()
    {
        await using var node = await SharedNode.StartWithModuleAsync();

        var result = await node.RunAsync("exec", "m2", "--", "echo", "run");

        result.AssertComplainsAbout("m2");
    }
}
