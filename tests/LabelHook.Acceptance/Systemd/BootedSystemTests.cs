using LabelHook.Acceptance.EnvironmentFiles;

namespace LabelHook.Acceptance.Systemd;

// The booted system meets the assumptions of the tests.
public sealed class BootedSystemTests
{
    [Fact]
    public async Task It_runs_systemd_252_as_process_1()
    {
        await using var system = await BootedSystem.StartAsync();

        Assert.Equal("systemd", (await system.OutputAsync("cat", "/proc/1/comm")).Trim());
        Assert.StartsWith("systemd 252 ", await system.OutputAsync("systemctl", "--version"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_reads_its_environment_file()
    {
        await using var system = await BootedSystem.StartAsync();
        await system.WriteAsync("/etc/ports", "# a comment\nTCP_PORT=20001\nTCP_PORTS=20001,20002\nOTHER=x\n");
        var unit = await SystemdUnit.WriteAsync(system, "ports", "/etc/ports");

        var seen = VariableLines.OfProcess(await unit.EnvironmentAsync());

        Assert.Equal(VariableLines.Parse(["TCP_PORT=20001", "TCP_PORTS=20001,20002"]), seen);
    }

    [Fact]
    public async Task A_unit_without_its_environment_file_does_not_start()
    {
        await using var system = await BootedSystem.StartAsync();
        var unit = await SystemdUnit.WriteAsync(system, "ports", "/etc/nothing");

        var start = await unit.StartAsync();

        Assert.NotEqual(0, start.ExitCode);
    }

    [Fact]
    public async Task Files_survive_a_reboot_and_processes_do_not()
    {
        await using var system = await BootedSystem.StartAsync();
        await system.WriteAsync("/etc/kept", "kept");
        await system.WriteAsync("/run/lost", "lost");

        await system.RebootAsync();

        Assert.Equal("kept", await system.OutputAsync("cat", "/etc/kept"));
        Assert.NotEqual(0, (await system.RunAsync("test", "-e", "/run/lost")).ExitCode);
    }

    [Fact]
    public async Task Two_systems_run_independently()
    {
        await using var one = await BootedSystem.StartAsync();
        await using var other = await BootedSystem.StartAsync();

        await one.WriteAsync("/etc/mine", "");

        Assert.NotEqual(0, (await other.RunAsync("test", "-e", "/etc/mine")).ExitCode);
    }

    [Fact]
    public async Task Files_of_the_host_are_visible_and_read_only()
    {
        await using var folder = new TemporaryFolder();
        var file = folder.Write("file", "of the host");
        await using var system = await BootedSystem.StartAsync((file, "/mnt/file"));

        Assert.Equal("of the host", await system.OutputAsync("cat", "/mnt/file"));
        Assert.NotEqual(0, (await system.RunAsync("sh", "-c", ": >>/mnt/file")).ExitCode);
    }
}
