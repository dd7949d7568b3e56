using LabelHook.Checks;
using LabelHook.Tests.Images;
using LabelHook.Tests.Nodes;

namespace LabelHook.Tests.Checks;

public sealed class FileChecksTests : IDisposable
{
    private static readonly ModuleName One = ModuleName.Parse("one");
    private static readonly ModuleName Two = ModuleName.Parse("two");

    private readonly TestNode _node = new();
    private readonly FakeHost _host;

    public FileChecksTests() => _host = new FakeHost(_node.Folder);

    [Theory]
    [InlineData(null, "file-missing: {0} of one is missing")]
    [InlineData(
        "A=1\nTCP_PORT=20009\n",
        "file-differs: {0} of one differs from the ports database: TCP_PORT is \"20009\" and should be "
            + "20001, TCP_PORTS=20001,20002 is missing, TCP_PORTS_RANGE=20001-20002 is missing")]
    [InlineData(
        "A=1\nTCP_PORT=20001\nTCP_PORTS=20001,20002\nTCP_PORTS_RANGE=20001-20002\nUDP_PORT=5\n",
        "file-differs: {0} of one differs from the ports database: UDP_PORT is \"5\" and should not be there")]
    public void A_missing_or_different_file_is_reported_and_repaired(string? text, string finding)
    {
        _node.Install(One, 2);
        File.Delete(_node.EnvironmentFile("one"));
        if (text is not null)
            _node.WriteEnvironment("one", text);

        Assert.Equal(
            finding.Replace("{0}", _node.EnvironmentFile("one"), StringComparison.Ordinal), _node.Check(_host).Text());

        var repaired = _node.Check(_host, repair: true);
        Assert.True(repaired.IsClean);
        Assert.Equal($"wrote {_node.EnvironmentFile("one")} with the ports of one", Assert.Single(repaired.Repaired));
        Assert.Equal(
            (text is null ? "" : "A=1\n") + "TCP_PORT=20001\nTCP_PORTS=20001,20002\nTCP_PORTS_RANGE=20001-20002\n",
            File.ReadAllText(_node.EnvironmentFile("one")));
    }

    [Fact]
    public void A_file_that_names_ports_in_use_is_not_repaired()
    {
        _node.Install(One, 1);
        _node.WriteEnvironment("one", "TCP_PORT=20009\n");
        _host.Socket(20009, inode: 7);

        Assert.Equal(FindingKind.FileDiffers, Assert.Single(_node.Check(_host, repair: true).Findings).Kind);
        Assert.Equal("TCP_PORT=20009\n", File.ReadAllText(_node.EnvironmentFile("one")));
    }

    [Fact]
    public void A_missing_folder_of_LabelHook_is_created_again()
    {
        _node.Install(One, 1);
        Directory.Delete(_node.Folder["state/modules"], recursive: true);

        Assert.Equal($"file-missing: {_node.EnvironmentFile("one")} of one is missing", _node.Check(_host).Text());
        Assert.True(_node.Check(_host, repair: true).IsClean);
        Assert.Equal("TCP_PORT=20001\n", File.ReadAllText(_node.EnvironmentFile("one")));
    }

    [Fact]
    public void A_missing_home_is_not_repaired()
    {
        Directory.CreateDirectory(_node.Folder["home"]);
        _node.Installer.Install(One, TestImage.With(1), _node.Folder["home/environment"]);
        Directory.Delete(_node.Folder["home"], recursive: true);

        var result = _node.Check(_host, repair: true);

        Assert.Equal(
            $"folder-missing: the folder of {_node.Folder["home/environment"]} of one is missing", result.Text());
        Assert.Empty(result.Repaired);
        Assert.False(Directory.Exists(_node.Folder["home"]));
    }

    [Fact]
    public void An_unusable_file_does_not_stop_other_repairs()
    {
        _node.Install(One, 1);
        _node.Install(Two, 1);
        _node.WriteEnvironment("one", "A=\"\n");
        File.Delete(_node.EnvironmentFile("two"));

        var result = _node.Check(_host, repair: true);

        Assert.Equal(
            $"file-unusable: environment file {_node.EnvironmentFile("one")} line 1 opens a quote and does not close "
                + "it; correct "
                + "the line, nothing was written",
            result.Text());
        Assert.Single(result.Repaired);
        Assert.Equal("TCP_PORT=20002\n", File.ReadAllText(_node.EnvironmentFile("two")));
    }

    [Fact]
    public void A_failed_repair_is_reported_and_does_not_stop_others()
    {
        _node.Install(One, 1);
        _node.Install(Two, 1);
        File.Delete(_node.EnvironmentFile("one"));
        File.Delete(_node.EnvironmentFile("two"));
        File.Delete(_node.Folder["state/modules/one/.environment.lock"]);
        Directory.CreateDirectory(_node.Folder["state/modules/one/.environment.lock"]);

        var result = _node.Check(_host, repair: true);

        Assert.Contains(".environment.lock", Assert.Single(result.Failed), StringComparison.Ordinal);
        Assert.Equal(
            $"wrote {_node.EnvironmentFile("two")} with the ports of two", Assert.Single(result.Repaired));
        Assert.False(result.IsClean);
    }

    [Theory]
    [InlineData("", "not allocated", "run 'labelhook adopt' to allocate them to the module")]
    [InlineData(
        "INSERT INTO TCP_PORTS VALUES (20005, 20005, 'two')",
        "allocated to two",
        "stop one of the two, and install one again")]
    public void A_file_of_an_unknown_module_that_names_ports_it_does_not_have_is_reported(
        string rows, string holder, string remedy)
    {
        _node.Reservations.Reserve(PortRange.Create(30000, 30000), Protocol.Tcp, "x");
        _node.Execute(rows);
        _node.WriteEnvironment("one", "TCP_PORT=20005\n");

        var finding =
            _node.Check(_host, repair: true).Findings.Single(found => found.Kind == FindingKind.PortsNotAllocated);

        Assert.Equal(
            ($"{_node.EnvironmentFile("one")} lists tcp ports 20005, which are {holder}", remedy),
            (finding.Message, finding.Remedy));
        Assert.Equal("TCP_PORT=20005\n", File.ReadAllText(_node.EnvironmentFile("one")));
    }

    public void Dispose() => _node.Dispose();
}
