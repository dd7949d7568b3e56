using LabelHook.Acceptance.EnvironmentFiles;
using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Exec;

// `exec` becomes its command, which sees its usual environment and the variables of the module.
public sealed class ExecTests
{
    [Fact]
    public async Task The_command_has_the_variables_of_install_and_the_inherited_ones()
    {
        await using var node = await SharedNode.StartAsync();
        var printed = (await node.RunAsync("install", "m1", node.Labels(3))).Succeeded().Output;

        var environment = await new Command(node.Program).With("STAYS", "a b").OutputAsync([.. node.Exec, "env", "-0"]);

        Assert.Equal(VariableLines.OfLines(printed), VariableLines.OfProcess(environment));
        Assert.Contains("STAYS=a b", environment.Split('\0'));
    }

    [Fact]
    public async Task The_variables_of_the_module_take_precedence()
    {
        await using var node = await SharedNode.StartWithModuleAsync();

        var port =
            await new Command(node.Program).With("TCP_PORT", "1").OutputAsync([.. node.Exec, "printenv", "TCP_PORT"]);

        Assert.NotEqual("1", port);
    }

    [Fact]
    public async Task Arguments_are_passed_unchanged()
    {
        await using var node = await SharedNode.StartWithModuleAsync();

        var result = await new Command(node.Program).RunAsync(
            [.. node.Exec, "printf", "[%s]", "a b", "", "--json", "--", "$HOME", "é"]);

        Assert.Equal("[a b][][--json][--][$HOME][é]", result.Succeeded().Output);
    }

    [Fact]
    public async Task Standard_input_is_passed_to_the_command()
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
    public async Task The_exit_code_is_that_of_the_command(int code)
    {
        await using var node = await SharedNode.StartWithModuleAsync();

        var result = await new Command(node.Program).RunAsync(
            [.. node.Exec, "sh", "-c", "exit \"$0\"", code.ToString()]);

        Assert.Equal(code, result.ExitCode);
    }

    [Theory]
    [InlineData("no-such-command", 127)]
    [InlineData("/no/such/command", 127)]
    [InlineData("/etc/passwd/command", 127)]
    [InlineData("", 127)]
    [InlineData("/etc", 126)]
    [InlineData("/etc/passwd", 126)]
    public async Task A_command_that_cannot_be_executed_is_reported_with_the_exit_code_of_a_shell(
        string command, int code)
    {
        await using var node = await SharedNode.StartWithModuleAsync();

        var result = (await new Command(node.Program).RunAsync([.. node.Exec, command])).Failed(code);

        Assert.StartsWith($"labelhook: command \"{command}\" ", result.Errors, StringComparison.Ordinal);
        Assert.Single(result.Errors.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task A_script_without_its_interpreter_is_not_reported_as_missing()
    {
        await using var node = await SharedNode.StartWithModuleAsync();
        await node.ShellAsync("printf '#!/no/such/interpreter\n' >etc/script; chmod 755 etc/script");

        var result =
            (await new Command(node.Program).RunAsync(
                [.. node.Exec, Path.Join(node.State, "../etc/script")])).Failed(127);

        Assert.EndsWith("interpreter not found\n", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Root_ignores_variables_that_the_user_of_a_module_wrote_unless_requested()
    {
        await using var node = await SharedNode.StartAsync();
        (await node.RunAsync("install", "m1", node.Labels(1), "--env-file", node.EnvironmentFile)).Succeeded();
        await node.ShellAtHomeAsync(
            "printf 'TAR_OPTIONS=--checkpoint=1\nLD_PRELOAD=/x.so\nPATH=.\nTCP_PORT=1\n' >>environment");

        var plain = (await new Command(node.Program).RunAsync([.. node.Exec, "/usr/bin/env"])).Succeeded();
        var all = (await new Command(node.Program).RunAsync(
            ["exec", "--all-variables", .. node.Exec.Skip(1), "/usr/bin/env"])).Succeeded();

        Assert.Equal($"PATH={Environment.GetEnvironmentVariable("PATH")}\nTCP_PORT=20001\n", plain.Output);
        Assert.Contains("--all-variables", plain.Errors, StringComparison.Ordinal);
        Assert.Contains("TAR_OPTIONS=--checkpoint=1\n", all.Output, StringComparison.Ordinal);
        Assert.Contains("PATH=.\nTCP_PORT=20001\n", all.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "install -d -o 30001 evil; install -d evil/own; cp state/modules/m1/environment evil/own/environment",
        "evil/own/environment")]
    [InlineData("mkdir open; chmod 777 open; cp state/modules/m1/environment open/environment", "open/environment")]
    [InlineData(
        "mkdir shared; cp state/modules/m1/environment shared/environment; chmod 664 shared/environment",
        "shared/environment")]
    public async Task A_file_of_root_that_another_user_can_replace_is_not_trusted(
        string place, string file)
    {
        await using var node = await SharedNode.StartWithModuleAsync();
        await node.ShellAsync($"{place}; echo FOREIGN=1 >>{file}");
        var path = Path.GetFullPath(Path.Join(node.State, "..", file));
        (await node.RunAsync("remove", "m1")).Succeeded();
        (await node.RunAsync("install", "m1", node.Labels(3), "--env-file", path)).Succeeded();

        var result = (await new Command(node.Program).RunAsync([.. node.Exec, "env"])).Succeeded();

        Assert.DoesNotContain("FOREIGN", result.Output, StringComparison.Ordinal);
        Assert.Contains("TCP_PORT=20001\n", result.Output, StringComparison.Ordinal);
        Assert.Contains(path, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listed_module_that_was_not_installed_is_distinguished_from_an_unknown_one()
    {
        await using var node = await SharedNode.StartAsync();
        (await node.RunAsync("claim", "m1", "20001", "--protocol", "tcp")).Succeeded();

        var result = await new Command(node.Program).RunAsync([.. node.Exec, "echo", "run"]);

        result.AssertComplainsAbout("m1", "never installed", "labelhook install m1 IMAGE");
    }

    [Fact]
    public async Task A_module_that_was_not_installed_is_an_error_and_nothing_is_executed()
    {
        await using var node = await SharedNode.StartWithModuleAsync();

        var result = await node.RunAsync("exec", "m2", "--", "echo", "run");

        result.AssertComplainsAbout("m2");
    }
}
