using LabelHook.Checks;
using LabelHook.Host;
using LabelHook.Database;
using LabelHook.Images;
using LabelHook.Modules;
using LabelHook.Nodes;
using LabelHook.Ns8;

namespace LabelHook.Tests.Ns8;

// Modules that belong to NS8 are not installed, with a record or without.
public sealed class Ns8ModuleTests : IDisposable
{
    private const string Ns8File = "MODULE_ID=web1\nNODE_ID=1\nTCP_PORT=20005\n";

    private static readonly ModuleName Web = ModuleName.Parse("web1");

    private readonly TemporaryFolder _folder = new();

    private Node Node => new(new NodeSettings { AvoidInUse = false }, _folder.Path, TimeSpan.FromSeconds(5));

    [Fact]
    public void A_module_that_NS8_added_is_rejected()
    {
        new Ns8Node(Node).Add(Web, "localhost/web:1", 2, 0);

        Refused(place: null);

        Assert.Equal("20001-20002", $"{Assert.Single(new ModuleList(Node).Read(Web, out _).Single().Blocks).Ports}");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("elsewhere")]
    public void A_module_with_a_file_of_NS8_is_rejected_from_any_path(
        string? place)
    {
        _folder.Write("modules/web1/environment", Ns8File);
        Hold();

        Refused(place is null ? null : _folder[place]);

        Assert.Equal(Ns8File, File.ReadAllText(_folder["modules/web1/environment"]));
        Assert.Equal(["environment"], Directory.GetFileSystemEntries(_folder["modules/web1"]).Select(Path.GetFileName));
        Assert.False(File.Exists(_folder["elsewhere"]));
    }

    [Fact]
    public void A_rootful_module_of_NS8_is_recognized_by_its_file_in_the_second_location()
    {
        var places = ((string[])["home", "rootful"]).Select(
            name =>
                PathTemplate.TryParse(_folder[name + "/{module}/environment"], out var template) ? template : null!);
        var settings = new NodeSettings { AvoidInUse = false, EnvironmentFile = new EnvironmentPlaces([.. places]) };
        Directory.CreateDirectory(_folder["home/web1"]);
        _folder.Write("rootful/web1/environment", Ns8File);
        Hold();
        var installer = new Installer(new Node(settings, _folder.Path, TimeSpan.FromSeconds(5)));

        var problem = Assert.Throws<LabelHookException>(
            () => installer.Install(Web, Image("3"), _folder["home/web1/environment"])).Problem;

        Assert.Equal("LH2080", problem.Code);
        Assert.Contains(_folder["rootful/web1/environment"], problem.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["home/web1"]));
    }

    [Fact]
    public void A_file_of_NS8_is_rejected_as_the_environment_file_of_a_module()
    {
        _folder.Write("state/environment", Ns8File);
        Hold();

        Refused(_folder["state/environment"]);

        Assert.Equal(Ns8File, File.ReadAllText(_folder["state/environment"]));
    }

    [Fact]
    public void Variables_of_NS8_in_the_file_of_an_installed_module_change_nothing()
    {
        new Installer(Node).Install(Web, Image("1"), null);
        File.AppendAllText(_folder["modules/web1/environment"], "MODULE_ID=web1\nNODE_ID=1\n");

        Assert.Equal("20001-20002", $"{new Installer(Node).Install(Web, Image("2"), null).Tcp}");
    }

    [Fact]
    public void A_check_does_not_suggest_to_install_a_module_of_NS8()
    {
        _folder.Write("modules/web1/environment", Ns8File);
        using (var database = PortsDatabase.OpenToChange(_folder["ports.sqlite"], TimeSpan.FromSeconds(5)))
        {
            database.Change(() =>
            {
                database.Add(Protocol.Tcp, PortRange.Create(20005, 20005), "other1");
                database.Add(Protocol.Udp, PortRange.Create(44999, 45002), "web1");
            });
        }

        var findings = new Check(Node, () => new HostState()).Run(repair: false).Findings;

        Assert.Contains(findings, finding => finding.Kind == FindingKind.PortsNotAllocated);
        Assert.Contains(findings, finding => finding.Kind == FindingKind.PartlyOutsideBand);
        Assert.DoesNotContain(
            findings.Where(finding => finding.Module == "web1"),
            finding => finding.Remedy.Contains("install", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private static ModuleImage Image(string tcp) =>
        new(
            "localhost/web:1",
            "",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["org.nethserver.tcp-ports-demand"] = tcp });

    private void Hold()
    {
        using var database = PortsDatabase.OpenToChange(_folder["ports.sqlite"], TimeSpan.FromSeconds(5));
        database.Change(() => database.Add(Protocol.Tcp, PortRange.Create(20005, 20005), "web1"));
    }

    private void Refused(string? place)
    {
        Assert.Equal(
            "LH2080",
            Assert.Throws<LabelHookException>(() => new Installer(Node).Install(Web, Image("3"), place)).Problem.Code);
    }
}
