using LabelHook.Acceptance.Engines;
using LabelHook.Acceptance.Images;
using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;
using LabelHook.Acceptance.Systemd;

namespace LabelHook.Acceptance.Scans;

// install --pull: the engine pulls the image from a real registry.
public sealed class PullTests(ContainerEngines engines)
{
    [Theory]
    [InlineData("docker")]
    [InlineData("podman")]
    public async Task An_image_in_a_registry_is_pulled_and_installed(string engine)
    {
        await using var registry = await Registry.StartAsync();
        await registry.PushAsync(new LabelledImage($"{engine}/web:1").Tcp("2"));
        await using var podman = new PodmanHost();
        await using var node = new Node();

        var install = await node.RunAsync(
            "install",
            "web1",
            $"{registry.Host}/{engine}/web:1",
            "--pull",
            "--engine",
            await ApiAsync(engine, podman, registry));

        Assert.StartsWith("TCP_PORT=20001\n", install.Succeeded().Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', install.Errors);
        Assert.Equal([$"web1 20001-20002/tcp {registry.Host}/{engine}/web:1"], await node.ModulesAsync());
    }

    [Fact]
    public async Task Progress_is_a_changing_line_on_a_terminal_and_a_line_per_layer_elsewhere()
    {
        await using var registry = await Registry.StartAsync();
        await registry.PushAsync(new LabelledImage("web:1").Tcp("2"));
        await registry.PushAsync(new LabelledImage("web:2").Tcp("3"));
        var engine = (await engines.Docker).Api;
        await using var node = new Node();

        var plain = await node.RunAsync("install", "web1", $"{registry.Host}/web:1", "--pull", "--engine", engine);
        var drawn = await new Command("script").OutputAsync(
            "-qec",
            $"'{LabelHookProgram.Command.Program}' install web1 {registry.Host}/web:2 --pull --engine '{engine}' "
                + $"--state '{node.State}'",
            "/dev/null");

        Assert.Contains(
            $"labelhook: pulling {registry.Host}/web:1: layer ", plain.Succeeded().Errors, StringComparison.Ordinal);
        Assert.Contains($"\r\u001b[Klabelhook: pulling {registry.Host}/web:2: ", drawn, StringComparison.Ordinal);
        Assert.Contains("\r\u001b[KTCP_PORT=20001", drawn, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docker")]
    [InlineData("podman")]
    public async Task A_failed_pull_is_one_sentence_and_nothing_is_changed(string engine)
    {
        await using var registry = await Registry.StartAsync();
        await using var podman = new PodmanHost();
        await using var node = new Node();

        var missing = await node.RunAsync(
            "install",
            "web1",
            $"{registry.Host}/{engine}/nothing:1",
            "--pull",
            "--engine",
            await ApiAsync(engine, podman, registry));

        missing.AssertComplainsAbout("could not pull image", $"{registry.Host}/{engine}/nothing:1");
        Assert.False(Directory.Exists(node.State));
    }

    [Fact]
    public async Task Without_an_engine_or_a_reference_nothing_is_pulled()
    {
        await using var node = new Node();

        var sample = await node.RunAsync("install", "web1", Path.Join(Sample.Folder, "one-port.yaml"), "--pull");
        var socket = await node.RunAsync(
            "install", "web1", "localhost/web:1", "--pull", "--engine", "unix:///nowhere/docker.sock");

        Assert.Contains("it is not in a registry", sample.Failed(2).Complaint, StringComparison.Ordinal);
        Assert.Contains("socket not found", socket.Failed().Complaint, StringComparison.Ordinal);
        Assert.False(Directory.Exists(node.State));
    }

    // A new podman service, because it reads only once which registries have no certificate.
    private async Task<string> ApiAsync(string engine, PodmanHost podman, Registry registry)
    {
        if (string.Equals(engine, "docker", StringComparison.Ordinal))
            return (await engines.Docker).Api;
        podman.AllowInsecure(registry.Host);
        await podman.StartAsync();
        return await podman.ApiAsync();
    }
}
