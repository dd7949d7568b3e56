using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Systemd;

// A unit that loads an environment file and writes its environment to a file.
public sealed record SystemdUnit(BootedSystem System, string Name)
{
    private string Seen => $"/var/tmp/{Name}.environment";

    public static async Task<SystemdUnit> WriteAsync(BootedSystem system, string name, string environmentFile)
    {
        var unit = new SystemdUnit(system, name);
        await system.WriteAsync($"/etc/systemd/system/{name}.service", $"""
            [Service]
            Type=oneshot
            EnvironmentFile={environmentFile}
            ExecStart=/usr/bin/env -0
            StandardOutput=truncate:{unit.Seen}

            """);
        await system.OutputAsync("systemctl", "daemon-reload");
        return unit;
    }

    // Runs it and returns its environment.
    public async Task<string> EnvironmentAsync()
    {
        // The result of an earlier run must not be mistaken for this one.
        await System.OutputAsync("rm", "-f", Seen);
        (await StartAsync()).Succeeded();
        return await System.OutputAsync("cat", Seen);
    }

    public Task<CommandResult> StartAsync() => System.RunAsync("systemctl", "start", $"{Name}.service");
}
