using LabelHook.Acceptance.EnvironmentFiles;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Systemd;

// The main purpose: a unit of a real systemd starts with the ports that its image demands.
public sealed class SampleUnitTests
{
    private const string Program = "/usr/local/bin/labelhook";

    private const string State = "/var/lib/labelhook";

    private const string EnvironmentFile = State + "/modules/m1/environment";

    private const string BothProtocols = """
        labels:
          org.nethserver.tcp-ports-demand: "4"
          org.nethserver.udp-ports-demand: "1"

        """;

    [Theory]
    [MemberData(nameof(Sample.Accepted), MemberType = typeof(Sample))]
    public async Task A_unit_and_a_shell_read_what_install_prints_and_the_sample_expects(string sample)
    {
        await using var system = await StartAsync();
        var expected = Sample.Read(sample).Variables;

        var printed = await InstallAsync(system, "/samples/" + sample);
        var unit = await SystemdUnit.WriteAsync(system, "m1", EnvironmentFile);

        Assert.Equal(expected, VariableLines.OfLines(printed));
        Assert.Equal(expected, VariableLines.OfProcess(await unit.EnvironmentAsync()));
        Assert.Equal(
            expected,
            VariableLines.OfProcess(
                await system.OutputAsync("sh", "-c", "set -a; . \"$0\"; exec env -0", EnvironmentFile)));
    }

    [Theory]
    [MemberData(nameof(Sample.Refused), MemberType = typeof(Sample))]
    public async Task A_rejected_sample_leaves_no_file_for_a_unit(string sample)
    {
        await using var system = await StartAsync();

        var install = await system.RunAsync(Program, "install", "m1", "/samples/" + sample, "--state", State, "--json");
        var unit = await SystemdUnit.WriteAsync(system, "m1", EnvironmentFile);

        Assert.Equal(
            Sample.Read(sample).Error, install.Failed().ErrorJson.GetProperty("error").GetProperty("code").GetString());
        Assert.NotEqual(0, (await unit.StartAsync()).ExitCode);
    }

    [Fact]
    public async Task A_unit_of_a_module_without_ports_starts_without_variables()
    {
        await using var system = await StartAsync();

        await InstallAsync(system, await WriteAsync(system, "labels: {}\n"));
        var unit = await SystemdUnit.WriteAsync(system, "m1", EnvironmentFile);

        Assert.Empty(VariableLines.OfProcess(await unit.EnvironmentAsync()));
    }

    [Fact]
    public async Task A_unit_of_a_removed_module_does_not_start()
    {
        await using var system = await StartAsync();
        await InstallAsync(system, await WriteAsync(system, BothProtocols));
        var unit = await SystemdUnit.WriteAsync(system, "m1", EnvironmentFile);
        await unit.EnvironmentAsync();

        await system.OutputAsync(Program, "remove", "m1", "--force", "--state", State);

        Assert.NotEqual(0, (await unit.StartAsync()).ExitCode);
    }

    [Fact]
    public async Task A_unit_keeps_its_ports_after_a_reboot_and_another_install()
    {
        await using var system = await StartAsync();
        var labels = await WriteAsync(system, BothProtocols);
        var printed = await InstallAsync(system, labels);
        var unit = await SystemdUnit.WriteAsync(system, "m1", EnvironmentFile);
        var before = VariableLines.OfProcess(await unit.EnvironmentAsync());

        await system.RebootAsync();

        Assert.Equal(["TCP_PORT", "TCP_PORTS", "TCP_PORTS_RANGE", "UDP_PORT"], before.Keys);
        Assert.Equal(before, VariableLines.OfProcess(await unit.EnvironmentAsync()));
        Assert.Equal(printed, await InstallAsync(system, labels));
        Assert.Equal(before, VariableLines.OfProcess(await unit.EnvironmentAsync()));
    }

    [Fact]
    public async Task A_unit_gets_its_new_ports_at_its_next_start_when_the_demand_has_changed()
    {
        await using var system = await StartAsync();
        await InstallAsync(system, await WriteAsync(system, BothProtocols));
        var unit = await SystemdUnit.WriteAsync(system, "m1", EnvironmentFile);
        var before = VariableLines.OfProcess(await unit.EnvironmentAsync());

        var printed = await InstallAsync(
            system, await WriteAsync(system, "labels: {org.nethserver.tcp-ports-demand: \"9\"}\n"));
        var after = VariableLines.OfProcess(await unit.EnvironmentAsync());

        Assert.NotEqual(before, after);
        Assert.Equal(VariableLines.OfLines(printed), after);
        Assert.Equal(["TCP_PORT", "TCP_PORTS_RANGE"], after.Keys);
    }

    private static Task<BootedSystem> StartAsync() =>
        BootedSystem.StartAsync((LabelHookProgram.Command.Program, Program), (Sample.Folder, "/samples"));

    private static async Task<string> WriteAsync(BootedSystem system, string labels)
    {
        const string Path = "/root/labels.yaml";
        await system.WriteAsync(Path, labels);
        return Path;
    }

    private static Task<string> InstallAsync(BootedSystem system, string labels) =>
        system.OutputAsync(Program, "install", "m1", labels, "--state", State);
}
