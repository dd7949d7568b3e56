using LabelHook.Acceptance.Images;

namespace LabelHook.Acceptance.Systemd;

// The files of samples/quadlet as they are, with Quadlet's own generator: podman 5.4, which pulls the image from a
// registry.
public sealed class QuadletTests
{
    private const string Files = "/etc/containers/systemd";

    private const string Image = "registry.example.com/web:1.0";

    private const string Pushed = "127.0.0.1:5000/web:1.0";

    private const string Server = "http://127.0.0.1:20001/busybox";

    private const string RegistryUnit = """
        [Unit]
        Before=web-image.service
        [Service]
        ExecStart=/usr/local/bin/docker-registry serve /etc/registry.yml
        ExecStartPost=/bin/sh -c 'until busybox wget -q -O /dev/null http://127.0.0.1:5000/v2/; do sleep 0.1; done'
        [Install]
        WantedBy=multi-user.target

        """;

    private const string RegistryConfiguration = """
        version: 0.1
        storage: {filesystem: {rootdirectory: /var/lib/registry}}
        http: {addr: 127.0.0.1:5000}

        """;

    private const string Mirror = """
        [[registry]]
        prefix = "registry.example.com"
        location = "127.0.0.1:5000"
        insecure = true

        """;

    private static string Samples => Path.Join(Sample.Folder, "quadlet");

    [Theory]
    [InlineData("true")] // as the file is
    [InlineData("sed -i s/^PodmanArgs=--publish=/PublishPort=/ *.container; grep -q ^PublishPort= *.container")]
    public async Task The_sample_is_pulled_gets_its_port_and_is_reached_there_also_after_a_reboot(string edit)
    {
        await using var host = await StartAsync();
        await host.ShellAsync(
            $"mkdir --parents {Files}; cp /srv/quadlet/* {Files}; cd {Files}; {edit}; systemctl daemon-reload");

        await host.ShellAsync("systemctl start web.service");

        await host.UntilAsync($"busybox wget -q -O /dev/null {Server}");
        Assert.Equal("TCP_PORT=20001", await host.ShellAsync($"cat {TrixieHost.Modules}/web1/environment"));
        await host.RebootAsync();
        await host.UntilAsync($"busybox wget -q -O /dev/null {Server}");
    }

    [Fact]
    public async Task An_image_pulled_by_hand_gets_its_ports_at_the_next_start()
    {
        await using var host = await StartAsync();
        await host.ShellAsync(
            $"mkdir --parents {Files}; cp /srv/quadlet/* {Files}; systemctl daemon-reload; systemctl start "
                + "web.service");
        await host.BuildAsync("podman", new LabelledImage(Image).Tcp("3"));

        await host.ShellAsync("systemctl restart web.service");

        await host.UntilAsync($"busybox wget -q -O /dev/null {Server}");
        Assert.Contains(
            "TCP_PORTS_RANGE=20001-20003",
            await host.ShellAsync($"cat {TrixieHost.Modules}/web1/environment"),
            StringComparison.Ordinal);
    }

    // Podman 5.3 is the first that takes one there; PodmanArgs= does from 4.8 on.
    [Fact]
    public void No_sample_uses_a_variable_where_older_versions_of_podman_reject_it() =>
        Assert.DoesNotContain(
            Directory.EnumerateFiles(Samples).SelectMany(File.ReadLines),
            line => line.StartsWith("PublishPort=", StringComparison.Ordinal)
                && line.Contains('$', StringComparison.Ordinal));

    // The image is in the registry only.
    private static async Task<TrixieHost> StartAsync()
    {
        RealPart.RequireProgram("docker-registry", "docker-registry");
        var host = await TrixieHost.StartAsync(
            (Samples, "/srv/quadlet"), (RealPart.Find("docker-registry")!, "/usr/local/bin/docker-registry"));
        try
        {
            await host.WriteAsync("/etc/registry.yml", RegistryConfiguration);
            await host.WriteAsync("/etc/systemd/system/registry.service", RegistryUnit);
            await host.WriteAsync("/etc/containers/registries.conf.d/mirror.conf", Mirror);
            await host.ShellAsync("systemctl enable --now registry.service");
            await host.BuildAsync("podman", new LabelledImage(Image).Tcp("1"));
            await host.ShellAsync($"podman push --quiet --tls-verify=false {Image} {Pushed}; podman rmi --all --force");
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }
}
