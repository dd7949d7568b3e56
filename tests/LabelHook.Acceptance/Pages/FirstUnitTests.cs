using System.Text.RegularExpressions;
using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;
using LabelHook.Acceptance.Systemd;

namespace LabelHook.Acceptance.Pages;

// The units that the pages show do what the pages say, with a stand-in for the image that they pull.
public static class FirstUnitTests
{
    private const string Page = "It works";

    private const string StandInImage = """
        FROM scratch
        COPY busybox /bin/busybox
        COPY index.html /www/index.html
        CMD ["/bin/busybox", "httpd", "-f", "-p", "80", "-h", "/www"]

        """;

    private static PageSection FiveMinutes => new("README.md", "## Five minutes with a real unit");

    private static PageSection PlainHosts => new("hooks/README.md", "## Plain hosts");

    [Fact]
    public static async Task The_Quadlet_unit_of_the_README_answers_on_its_port()
    {
        const string UnitFile = "/etc/containers/systemd/whoami.container";
        Assert.Contains($"`{UnitFile}`", FiveMinutes.Prose, StringComparison.Ordinal);
        await using var host = await StartAsync();

        await host.ShellAsync(FiveMinutes.Blocks("sh")[0]);
        await host.ShellAsync($"mkdir --parents {Path.GetDirectoryName(UnitFile)}");
        await host.WriteAsync(UnitFile, FiveMinutes.Blocks("ini")[0]);
        var commands = FiveMinutes.Blocks("sh")[1].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await host.ShellAsync(string.Join('\n', commands[..^1]));
        await host.UntilAsync(commands[^1]);

        Assert.Equal(Page, await host.ShellAsync(commands[^1]));
    }

    [Fact]
    public static async Task The_plain_unit_of_the_hooks_answers_on_its_port()
    {
        const string ImageFile = "/etc/labelhook/modules/whoami1.conf";
        Assert.Contains($"`{ImageFile}`", PlainHosts.Prose, StringComparison.Ordinal);
        await using var host = await StartAsync();
        await host.ShellAsync($"mkdir --parents {Path.GetDirectoryName(ImageFile)}");
        await host.ShellAsync(FiveMinutes.Blocks("sh")[0].Split("sudo labelhook install")[0]);

        await host.WriteAsync("/etc/systemd/system/whoami.service", PlainHosts.Blocks("ini")[0]);
        await host.WriteAsync(ImageFile, PlainHosts.Blocks("ini")[1]);
        await host.ShellAsync("systemctl daemon-reload; systemctl start whoami.service");
        await host.UntilAsync("curl http://127.0.0.1:20001/");

        Assert.Equal(Page, await host.ShellAsync("curl http://127.0.0.1:20001/"));
    }

    [Fact]
    public static async Task Compose_reads_the_port_from_the_environment_file()
    {
        RealPart.RequireProgram("docker-compose", "docker-compose");
        await using var node = new Node();
        await using var folder = new TemporaryFolder();
        (await node.RunAsync("install", "whoami1", Repository.At("samples/one-port.yaml"))).Succeeded();
        folder.Write("compose.yaml", FiveMinutes.Blocks("yaml")[0]);
        var options =
            Regex.Match(
                FiveMinutes.Prose,
                "`sudo docker compose (?<options>[^`]*) up --detach`",
                RegexOptions.None,
                TimeSpan.FromSeconds(1)).Groups["options"].Value;

        var configured = await new Command("docker-compose").In(folder.Path)
            .OutputAsync(
                [.. options.Replace("/var/lib/labelhook", node.State, StringComparison.Ordinal).Split(' '), "config"]);

        Assert.Contains("127.0.0.1:20001:80", configured, StringComparison.Ordinal);
    }

    // Has everything but a network, sudo and curl. Podman listens on a port before it forwards it, and does not answer
    // yet.
    private static async Task<TrixieHost> StartAsync()
    {
        var host = await TrixieHost.StartAsync();
        try
        {
            await host.WriteAsync("/usr/local/bin/sudo", "#!/bin/sh\nexec \"$@\"\n");
            await host.WriteAsync("/usr/local/bin/curl", "#!/bin/sh\nexec busybox wget -q -T 2 -O - \"$@\"\n");
            await host.ShellAsync(
                "chmod +x /usr/local/bin/sudo /usr/local/bin/curl; mkdir /root/image; cp /usr/bin/busybox /root/image");
            await host.WriteAsync("/root/image/index.html", Page + "\n");
            await host.WriteAsync("/root/image/Containerfile", StandInImage);
            await host.ShellAsync("podman build --quiet --tag docker.io/traefik/whoami /root/image");
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }
}
