using System.Text.Json;
using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;
using LabelHook.Acceptance.Systemd;

namespace LabelHook.Acceptance.Status;

public static class StatusTests
{
    private const string Program = "/usr/local/bin/labelhook";

    [Fact]
    public static async Task Each_setting_names_what_decided_it()
    {
        await using var folder = new TemporaryFolder();
        var configuration = folder.Write("labelhook.yaml", $"database: {folder["other.sqlite"]}\n");
        var program = LabelHookProgram.Command.With("HOME", folder.Path).With("LABELHOOK_STATE", folder["by-variable"]);

        var byVariable = (await program.RunAsync("status", "--json")).Succeeded().Json;
        var byOptions = (await program.RunAsync(
            "status", "--json", "--state", folder["by-option"], "--config", configuration,
            "--engine", $"unix://{folder["nobody.sock"]}")).Succeeded().Json;

        Assert.Equal((folder["by-variable"], "LABELHOOK_STATE"), Setting(byVariable, "state"));
        Assert.Equal((folder["by-variable/ports.sqlite"], "in the state folder"), Setting(byVariable, "database"));
        Assert.Equal((folder["by-option"], "--state"), Setting(byOptions, "state"));
        Assert.Equal((folder["other.sqlite"], "configuration"), Setting(byOptions, "database"));
        Assert.Equal((configuration, "--config"), Setting(byOptions, "configuration"));
        Assert.Equal(($"the engine at {folder["nobody.sock"]}", "--engine"), Setting(byOptions, "engine"));
    }

    [Fact]
    public static async Task Ports_and_modules_are_counted()
    {
        await using var node = new Node();
        await node.InstallAsync("mattermost1", Repository.At("samples/mattermost.yaml"));

        var lines = (await node.RunAsync("status")).Succeeded().Lines;

        Assert.Contains("modules        1", lines);
        Assert.Contains(lines, line => line.StartsWith("tcp ports      2 allocated, 0 ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("log            since ", StringComparison.Ordinal));
    }

    [Fact]
    public static async Task Units_are_shown_as_systemd_knows_them()
    {
        await using var system = await BootedSystem.StartAsync((LabelHookProgram.Command.Program, Program));
        await system.WriteAsync("/etc/systemd/system/labelhook-scan.service", "[Service]\nType=oneshot\nExecStart=false\n");
        await system.WriteAsync(
            "/etc/systemd/system/labelhook-scan.timer", "[Timer]\nOnBootSec=1d\n[Install]\nWantedBy=timers.target\n");
        await system.OutputAsync("systemctl", "enable", "--now", "labelhook-scan.timer");
        await system.RunAsync("systemctl", "start", "labelhook-scan.service");

        var status = JsonDocument.Parse(await system.OutputAsync(Program, "status", "--json")).RootElement;

        var units = status.GetProperty("units").EnumerateArray()
            .Select(unit => string.Join(
                ' ', ((string[])["unit", "enabled", "active", "result"]).Select(name => unit.GetProperty(name))));
        Assert.Equal(
            ["labelhook-scan.timer enabled active success", "labelhook-scan.service static failed exit-code"], units);
    }

    [Fact]
    public static async Task Promtool_accepts_the_metrics_and_a_missing_folder_is_refused()
    {
        var promtool = Environment.GetEnvironmentVariable("LABELHOOK_PROMTOOL") ?? "promtool";
        RealPart.RequireProgram(promtool, "prometheus");
        await using var folder = new TemporaryFolder();
        await using var node = new Node();
        await node.InstallAsync("mattermost1", Repository.At("samples/mattermost.yaml"));
        Directory.CreateDirectory(folder["metrics"]);

        (await node.RunAsync("metrics", "--output", folder["metrics/labelhook.prom"])).Succeeded();
        var missing = await node.RunAsync("metrics", "--output", folder["nowhere/labelhook.prom"]);

        var written = await File.ReadAllTextAsync(folder["metrics/labelhook.prom"], TestContext.Current.CancellationToken);
        Assert.Equal((await node.RunAsync("metrics")).Succeeded().Output, written);
        Assert.Equal([folder["metrics/labelhook.prom"]], Directory.GetFileSystemEntries(folder["metrics"]));
        var judged = await new Command(promtool) { Input = written }.RunAsync("check", "metrics");
        Assert.Equal("", judged.Succeeded().Errors);
        var damaged = written.Replace("} 2", "} two", StringComparison.Ordinal);
        Assert.NotEqual(0, (await new Command(promtool) { Input = damaged }.RunAsync("check", "metrics")).ExitCode);
        Assert.EndsWith("cannot be written: no such file or folder\n", missing.Failed().Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["nowhere"]));
    }

    private static (string Value, string Source) Setting(JsonElement status, string name)
    {
        var setting = status.GetProperty(name);
        return (setting.GetProperty("value").GetString()!, setting.GetProperty("source").GetString()!);
    }
}
