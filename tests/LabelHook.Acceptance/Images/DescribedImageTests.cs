using System.Text.Json;
using LabelHook.Acceptance.Engines;
using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Images;

// Images that inspect and plan know only by a Containerfile or a configuration.
public sealed class DescribedImageTests(ContainerEngines engines) : IAsyncDisposable
{
    private const string Demand = "org.nethserver.tcp-ports-demand";

    private const string Authorizations = "org.nethserver.authorizations";

    private static readonly string[] Members =
        ["tcpPortsDemand", "udpPortsDemand", "authorizations", "variables", "errors"];

    private readonly TemporaryFolder _folder = new();

    private readonly Node _node = new();

    // What podman of Debian 12 builds: no here-documents.
    public static TheoryData<string> Containerfiles =>
    [
        $"FROM scratch\nlabel {Demand}=3",
        $"from scratch\n  LABEL\t\"{Demand}\"='3'  ",
        $"FROM scratch\nLABEL {Authorizations} node:fwadm  traefik@node:routeadm ",
        $"FROM scratch\nLABEL {Authorizations}=\"node:\\$x \\\"a:b\\\" c:\\d\" {Demand}=2",
        $"FROM scratch\nLABEL {Authorizations}='node:$x ${{y}}:\\d'",
        $"FROM scratch\nLABEL {Authorizations}=node:a\\ \"b:c d\"':e f:g'",
        $"FROM scratch\nLABEL a=b \\  \n\n# a comment \\\n   # another\n  {Demand}=3",
        $"FROM scratch\nLABEL {Demand}=1\\\n2\nLABEL a=b \\",
        $"FROM scratch\nLABEL {Demand}=\\\n12\r\nLABEL a=b\r\n",
        $"# escape=`\n\nFROM scratch\nLABEL a=b\\ `\n {Demand}=\"3\"",
        $"FROM scratch\nLABEL {Demand}=2 {Demand}=3\nLABEL {Demand}=4",
        $"ARG X=3\nFROM scratch AS a\nLABEL {Demand}=3\nFROM scratch\nLABEL a=b",
        $"FROM scratch AS a\nLABEL {Demand}=3 {Authorizations}=node:a\nFROM a\nLABEL {Demand}=4",
        $"FROM scratch AS a\nONBUILD LABEL {Demand}=3\nFROM a\nLABEL {Demand}=4",
        $"FROM scratch\nLABEL a=b\\\\c=d {Demand}=5$",
    ];

    [Theory]
    [MemberData(nameof(Containerfiles))]
    public async Task A_Containerfile_has_the_labels_of_the_image_that_podman_builds(string text)
    {
        var podman = await engines.Podman;
        var path = _folder.Write("web.Containerfile", text);
        var name = $"localhost/described:{Guid.NewGuid():N}";
        await podman.Podman.OutputAsync("build", "--quiet", "--tag", name, "--file", path, _folder.Path);

        var described = await podman.LabelHook.RunAsync("inspect", path, "--json");
        var built = await podman.LabelHook.RunAsync("inspect", name, "--json");

        Assert.Equal(Labels(built), Labels(described));
        Assert.Equal(built.ExitCode, described.ExitCode);
    }

    [Fact]
    public async Task The_configuration_that_skopeo_prints_is_the_image()
    {
        var podman = await engines.Podman;
        var labels = new LabelledImage("localhost/configured").Tcp("2").Authorizations("node:a");
        var layout = await podman.LayoutAsync(labels);
        var configuration = await podman.Skopeo.OutputAsync("inspect", "--config", layout);

        var described = (await InspectAsync(configuration)).Succeeded();
        var image = (await podman.LabelHook.RunAsync("inspect", layout, "--json")).Succeeded();

        Assert.Equal(Labels(image), Labels(described));
        Assert.Equal("-", described.Json.GetProperty("image").GetString());
        Assert.Equal(JsonValueKind.Null, described.Json.GetProperty("imageId").ValueKind);
        foreach (var option in (string[])["--raw", "--no-tags"])
        {
            var other = await InspectAsync(await podman.Skopeo.OutputAsync("inspect", option, layout));
            Assert.Equal("LH1017", other.Failed().ErrorJson.GetProperty("error").GetProperty("code").GetString());
        }
    }

    [Fact]
    public async Task The_list_that_podman_prints_is_not_a_configuration()
    {
        var podman = await engines.Podman;
        var image = new LabelledImage("localhost/listed:1").Tcp("2");
        await podman.Images.BuildAsync(image);

        var result = await InspectAsync(await podman.Podman.OutputAsync("image", "inspect", image.Reference));

        Assert.Equal("LH1017", result.Failed().ErrorJson.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_difference_from_the_expectation_is_one_line_and_exit_code_1()
    {
        var sample = _folder.Write(
            "x.yaml", $"labels: {{{Demand}: 1}}\nexpect: {{TCP_PORT: 20002, UDP_PORT: 20001}}\n");

        var result = await _node.RunAsync("inspect", "--expect", sample);

        Assert.Equal(
            [
                "different         TCP_PORT: expected 20002, got 20001",
                "different         UDP_PORT: expected 20001, got none",
            ],
            result.Failed().Lines.TakeLast(2));
        Assert.Equal("labelhook: 2 differences\n", result.Errors);
    }

    [Fact]
    public async Task An_image_of_more_than_8_MiB_on_standard_input_is_rejected() =>
        Assert.Contains(
            "it is larger than 8 MiB",
            (await InspectAsync(new string(' ', (8 << 20) + 1))).Failed().Errors,
            StringComparison.Ordinal);

    // A plan tells the truth: what fits can be installed, and nothing more.
    [Fact]
    public async Task What_a_plan_says_fits_can_be_installed_and_no_more()
    {
        var path = _folder.Write("Dockerfile", $"FROM scratch\nLABEL {Demand}=3");
        var sample = _folder.Write("x.yaml", $"labels: {{{Demand}: 3}}");
        await using var node = new Node(
            LabelHookProgram.Command,
            "--config",
            _folder.Write("labelhook.yaml", "band: 20001-20012\nexclude: [20009]\navoid-in-use: false\n"));
        await node.InstallAsync("one1", sample);
        var before = await FolderSnapshot.TakeAsync(node.State);

        var plan = await node.RunAsync("plan", $"{path}=4", "--json");

        Assert.Equal(before, await FolderSnapshot.TakeAsync(node.State));
        var fit = plan.Failed().Json.GetProperty("images")[0].GetProperty("fit").GetInt32();
        Assert.Equal(2, fit);
        Assert.Equal(3, plan.Json.GetProperty("misfit").GetProperty("number").GetInt32());
        for (var number = 0; number < fit; number++)
            await node.InstallAsync($"next{number}", sample);
        (await node.RunAsync("install", "last1", sample)).Failed();
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _folder.DisposeAsync();
    }

    private static string Labels(CommandResult inspected) => string.Join(
        ' ',
        Members.Select(member => inspected.Json.GetProperty(member).GetRawText()));

    private Task<CommandResult> InspectAsync(string input) =>
        (LabelHookProgram.Command with { Input = input }).With("HOME", _folder.Path).RunAsync("inspect", "-", "--json");
}
