using System.Text.RegularExpressions;
using LabelHook.Host;
using LabelHook.Images;
using LabelHook.Nodes;

namespace LabelHook.Tests.Nodes;

public sealed class ConfigurationFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Every_key_is_read()
    {
        var settings = Read("""
            database: /var/lib/nethserver/node/state/ports.sqlite
            environment-file: "{home}/.config/state/environment"
            band: 20000-45000
            exclude: [20080, 20100-20199]
            avoid-in-use: false
            single-port-list: true
            engine: unix:///run/podman/podman.sock
            log-days: 30
            log-rows: 1000
            modules:
              ghcr.io/nethserver/mail: [mail1, mail2]
              localhost/web:testing: web9
            scan:
              repositories: [ghcr.io/nethserver/*, localhost/web]
              exclude: localhost/web2
            """);

        Assert.Equal("/var/lib/nethserver/node/state/ports.sqlite", settings.Database);
        Assert.Equal("/", settings.EnvironmentFile!.For(ModuleName.Parse("root"))[..1]);
        Assert.Equal(PortRange.FromBounds(20000, 45000), settings.Band.Range);
        Assert.Equal(["20080", "20100-20199"], settings.Band.Excluded.Select(range => $"{range}"));
        Assert.False(settings.AvoidInUse);
        Assert.True(settings.SinglePortList);
        Assert.Equal("/run/podman/podman.sock", settings.Engine!.ToString());
        Assert.Equal((TimeSpan.FromDays(30), 1000), (settings.LogAge, settings.LogRows));
        Assert.Equal("mail1, mail2", ModulesOf(settings, "ghcr.io/nethserver/mail:2"));
        Assert.Equal("web9", ModulesOf(settings, "localhost/web:testing"));
        Assert.Equal("", ModulesOf(settings, "localhost/web:1"));
        Assert.True(settings.Scan.Accepts(ImageReference.Parse("localhost/web:1")));
        Assert.False(settings.Scan.Accepts(ImageReference.Parse("localhost/web2:1")));
    }

    [Fact]
    public void The_sample_in_the_README_contains_the_defaults()
    {
        var readme = File.ReadAllText(Repository.At("README.md"));
        var sample = readme.Split("## Configuration\n")[1].Split("```yaml\n")[1].Split("```")[0];
        var settings = Read(sample);

        Assert.Equal(new NodeSettings(), WithoutExamples(settings));
        Assert.Equal(PortBand.Default.Range, settings.Band.Range);
        Assert.Equal(2, settings.Band.Excluded.Count);
        Assert.Equal("mail5", ModulesOf(settings, "ghcr.io/nethserver/mail:1"));
    }

    [Fact]
    public void The_file_of_the_packages_changes_nothing_and_says_what_the_defaults_are()
    {
        var packaged = File.ReadAllText(Repository.At("hooks/packaging/labelhook.yaml"));
        var enabled = Read(Regex.Replace(packaged, "^#(?! )", "", RegexOptions.Multiline, Regex.InfiniteMatchTimeout)
            .Replace("\n#  ", "\n  ", StringComparison.Ordinal));

        Assert.Equal(new NodeSettings(), Read(packaged));
        Assert.Equal(new NodeSettings(), WithoutExamples(enabled));
        Assert.Equal(PortBand.Default.Range, enabled.Band.Range);
        Assert.Empty(enabled.Band.Excluded);
        Assert.Equal("mail1", ModulesOf(enabled, "ghcr.io/nethserver/mail:1"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    public void An_empty_file_changes_nothing(string text) => Assert.Equal(new NodeSettings(), Read(text));

    [Theory]
    [InlineData("band: 20001-45000\nbannd: 1-2\n", "LH1201", 2, "bannd")]
    [InlineData("band: 45000-20001\n", "LH1202", 1, "45000-20001")]
    [InlineData("band: 1-65536\n", "LH1202", 1, "1-65536")]
    [InlineData("\nband: 0-10\n", "LH1202", 2, "0-10")]
    [InlineData("exclude: [1, x]\n", "LH1202", 1, "1, x")]
    [InlineData("exclude: {20001: 20005}\n", "LH1202", 1, "20001")]
    [InlineData("avoid-in-use: maybe\n", "LH1202", 1, "maybe")]
    [InlineData("single-port-list: yes\n", "LH1202", 1, "yes")]
    [InlineData("log-days: 0\n", "LH1202", 1, "0")]
    [InlineData("log-rows: 1000001\n", "LH1202", 1, "1000001")]
    [InlineData("log-rows: all\n", "LH1202", 1, "all")]
    [InlineData("modules: [mail5]\n", "LH1202", 1, "mail5")]
    [InlineData("modules:\n  ghcr.io/x/mail: mail 5\n", "LH1202", 2, "mail 5")]
    [InlineData("modules:\n  ghcr.io/x/mail: []\n", "LH1202", 2, "")]
    [InlineData("modules:\n  ghcr.io/x/mail: [mail1, \"\"]\n", "LH1202", 2, "")]
    [InlineData("modules:\n  ghcr.io/x/*: mail1\n", "LH1202", 2, "ghcr.io/x/*")]
    [InlineData("modules:\n  web: a1\n  docker.io/library/web: b1\n", "LH1202", 3, "docker.io/library/web")]
    [InlineData("scan: all\n", "LH1202", 1, "all")]
    [InlineData("scan:\n  repository: localhost/web\n", "LH1201", 2, "scan: repository")]
    [InlineData("scan:\n  repositories: [localhost/web, web*]\n", "LH1202", 2, "localhost/web, web*")]
    [InlineData("scan:\n  exclude: \"\"\n", "LH1202", 2, "")]
    [InlineData("engine: ssh://podman\n", "LH1202", 1, "ssh://podman")]
    [InlineData("database: ports.sqlite\n", "LH1202", 1, "ports.sqlite")]
    [InlineData("environment-file: /etc/environment\n", "LH1202", 1, "/etc/environment")]
    [InlineData("environment-file: \"/x/{modul}/environment\"\n", "LH1202", 1, "/x/{modul}/environment")]
    [InlineData("environment-file: []\n", "LH1202", 1, "")]
    [InlineData(
        "environment-file: [\"/x/{module}\", /etc/environment]\n", "LH1202", 1, "/x/{module}, /etc/environment")]
    public void An_invalid_line_is_reported_with_its_value(string text, string code, int line, string value)
    {
        var problem = Assert.Throws<LabelHookException>(() => Read(text)).Problem;

        Assert.Equal((code, value), (problem.Code, problem.Value));
        Assert.Contains($"labelhook.yaml:{line}: ", problem.Message, StringComparison.Ordinal);
        Assert.NotNull(problem.Accepted);
    }

    [Fact]
    public void A_template_finds_existing_files()
    {
        _folder.Write("homes/m1/state/environment", "");
        _folder.Write("homes/m2/state/other", "");
        Assert.True(PathTemplate.TryParse(_folder["homes/{module}/state/environment"], out var template));

        Assert.Equal(
            [_folder["homes/m1/state/environment"]], template.Files(new UserAccounts()).Select(file => file.Path));
    }

    // File systems list files in different orders, and the order of adoption is that of the rows.
    [Fact]
    public void A_template_finds_files_in_a_stable_order()
    {
        string[] modules = [.. Enumerable.Range(10, 40).Select(number => $"m{number}")];
        foreach (var module in modules.Reverse())
            _folder.Write($"homes/{module}/environment", "");
        Assert.True(PathTemplate.TryParse(_folder["homes/{module}/environment"], out var template));

        Assert.Equal(modules, template.Files(new UserAccounts()).Select(file => file.Name));
    }

    [Fact]
    public void A_missing_home_is_reported()
    {
        var places = Read("environment-file: \"{home}/.config/state/environment\"\n").EnvironmentFile!;

        Assert.Equal(
            "LH1203",
            Assert.Throws<LabelHookException>(() => places.For(ModuleName.Parse("nobody-has-this-name"))).Problem.Code);
    }

    [Fact]
    public void The_first_of_several_locations_with_a_file_is_used()
    {
        _folder.Write("one/both/environment", "");
        _folder.Write("two/both/environment", "");
        _folder.Write("two/m2/environment", "");
        Directory.CreateDirectory(_folder["two/m3"]);
        var places = Read(
            $"environment-file: [\"{_folder["one"]}/{{module}}/environment\", "
                + $"\"{_folder["two"]}/{{module}}/environment\"]\n").EnvironmentFile!;

        Assert.Equal(
            [_folder["one/both/environment"], _folder["two/m2/environment"]], places.Files().Select(file => file.Path));
        Assert.Equal(_folder["one/both/environment"], places.For(ModuleName.Parse("both")));
        Assert.Equal(_folder["two/m2/environment"], places.For(ModuleName.Parse("m2")));
        Assert.Equal(_folder["two/m3/environment"], places.For(ModuleName.Parse("m3")));
        Assert.Equal(_folder["one/m4/environment"], places.For(ModuleName.Parse("m4")));
    }

    [Fact]
    public void A_module_without_a_user_is_in_a_location_that_needs_no_home()
    {
        var places = Read(
            "environment-file: [\"{home}/.config/state/environment\", "
                + "\"/var/lib/nethserver/{module}/state/environment\"]\n").EnvironmentFile!;

        Assert.Equal(
            "/var/lib/nethserver/no-such-user1/state/environment", places.For(ModuleName.Parse("no-such-user1")));
    }

    public void Dispose() => _folder.Dispose();

    // Without the values that are examples, and not defaults.
    private static NodeSettings WithoutExamples(NodeSettings settings) => settings with
    {
        Band = PortBand.Default,
        Database = null,
        EnvironmentFile = null,
        Engine = null,
        Modules = new NodeSettings().Modules,
        Scan = default,
    };

    private static string ModulesOf(NodeSettings settings, string image) =>
        string.Join(", ", settings.Modules.For(ImageReference.Parse(image)));

    private NodeSettings Read(string text) => ConfigurationFile.Read(_folder.Write("labelhook.yaml", text));
}
