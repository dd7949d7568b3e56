using LabelHook.Checks;
using LabelHook.Images;
using LabelHook.Modules;
using LabelHook.Nodes;

namespace LabelHook.Tests.Checks;

public sealed class UnitChecksTests : IDisposable
{
    private static readonly ModuleName One = ModuleName.Parse("one");

    private readonly TemporaryFolder _folder = new();
    private readonly FakeHost _host;

    public UnitChecksTests() => _host = new FakeHost(_folder);

    private Node Node => new(new NodeSettings { AvoidInUse = false }, _folder["state"], TimeSpan.FromSeconds(5));

    private string Path => _folder["state/modules/one/environment"];

    [Theory]
    [InlineData("etc/systemd/system/one.service", "EnvironmentFile=-{0}", "one.service")]
    [InlineData("usr/lib/systemd/system/a.service", "  EnvironmentFile = -{0}  ", "a.service")]
    [InlineData("etc/systemd/system/a.service.d/ports.conf", "EnvironmentFile=-{0}", "a.service")]
    [InlineData("etc/containers/systemd/a.container", "EnvironmentFile=-{0}", "a.service")]
    [InlineData("etc/systemd/system/a@.service", "EnvironmentFile=-{1}/%i/environment", "a@.service")]
    [InlineData("etc/systemd/system/one.service", "EnvironmentFile=-{1}/%N/environment", "one.service")]
    [InlineData("etc/systemd/system/one.service", "EnvironmentFile={0}", null)]
    [InlineData("etc/systemd/system/one.service", "#EnvironmentFile=-{0}", null)]
    [InlineData("etc/systemd/system/one.service", "EnvironmentFile=-{0}.local", null)]
    [InlineData("etc/systemd/system/one.socket", "EnvironmentFile=-{0}", null)]
    [InlineData("etc/systemd/system/two.service", "EnvironmentFile=-{1}/%N/environment", null)]
    public void A_unit_that_starts_without_its_ports_is_reported(string unit, string line, string? found)
    {
        Install();
        var file = _host.Unit(unit, Text(line));

        var messages = Check().Findings.Select(finding => $"{finding.Word}: {finding.Message}");

        var message = $"unit-ignores-missing-file: {found} starts without the ports of one when {Path} is missing: "
            + $"\"{file}\" line 2 says EnvironmentFile=-";
        Assert.Equal(found is null ? [] : [message], messages);
    }

    [Fact]
    public void Units_of_the_user_of_a_module_are_read_safely()
    {
        Install();
        var home = _folder["root/home/one"];
        _host.User("one", 1001, home);
        _host.Unit("home/one/.config/systemd/user/a.service", $"EnvironmentFile=-{Path}\n");
        File.CreateSymbolicLink($"{home}/.config/systemd/user/b.service", "/dev/zero");
        Directory.CreateDirectory($"{home}/.config/systemd/user/c.service");
        File.CreateSymbolicLink($"{home}/.config/systemd/user/d.service.d", ".");

        Assert.Equal(FindingKind.UnitIgnoresMissingFile, Assert.Single(Check().Findings).Kind);
    }

    [Theory]
    [InlineData("one.service", "EnvironmentFile={0}", true)]
    [InlineData("a@.service", "EnvironmentFile={1}/%i/environment", true)]
    [InlineData("one.service", "EnvironmentFile=-{0}", true)]
    [InlineData("one.service", "EnvironmentFile={1}//one///environment", true)]
    [InlineData("one.service", "EnvironmentFile={1}/two/environment", false)]
    [InlineData("any.service", "EnvironmentFile={1}/*/environment", true)]
    [InlineData("any.service", "EnvironmentFile=-{1}/on?/environment", true)]
    [InlineData("any.service", "EnvironmentFile={1}/t*/environment", false)]
    [InlineData("any.service", "EnvironmentFile=\\\n  {0}", true)]
    [InlineData("one.socket", "EnvironmentFile={0}", false)]
    public void A_module_with_a_file_that_a_unit_loads_is_in_use(string unit, string line, bool isUsed)
    {
        Install();
        _host.Unit("etc/systemd/system/" + unit, Text(line));

        Assert.Equal(
            isUsed ? $"module one is in use: {unit} loads {Path}; stop it first, or use --force" : null, Refused());
    }

    [Theory]
    [InlineData("etc/systemd/user/a.service")]
    [InlineData("usr/lib/systemd/user/a.service")]
    [InlineData("etc/systemd/user/a.service.d/ports.conf")]
    [InlineData("etc/containers/systemd/users/a.container")]
    [InlineData("etc/containers/systemd/users/1001/a.container")]
    public void A_unit_of_the_user_manager_is_read(string unit)
    {
        Install();
        _host.User("one", 1001, _folder["root/home/one"]);
        _host.Unit(unit, Text("EnvironmentFile=-{0}"));

        Assert.Equal($"module one is in use: a.service loads {Path}; stop it first, or use --force", Refused());
        Assert.Equal(FindingKind.UnitIgnoresMissingFile, Assert.Single(Check().Findings).Kind);
    }

    [Fact]
    public void A_unit_for_all_users_refers_to_the_home_of_each()
    {
        var home = _folder["root/home/one"];
        Directory.CreateDirectory(home + "/.config/state");
        _host.User("one", 1001, home);
        Install(home + "/.config/state/environment");
        _host.Unit("etc/systemd/user/a.service", Text("EnvironmentFile=%h/.config/state/environment"));

        Assert.Equal(
            $"module one is in use: a.service loads {home}/.config/state/environment; stop it first, or use --force",
            Refused());
    }

    [Theory]
    [InlineData("EnvironmentFile={1}/*/environment", true)]
    [InlineData("EnvironmentFile={1}/o*/environment", false)]
    public void A_unit_with_a_pattern_starts_if_any_file_matches(string line, bool starts)
    {
        Install();
        File.Delete(Path);
        _folder.Write("state/modules/two/environment", "A=1\n");
        _host.Unit("etc/systemd/system/any.service", Text(line));

        var kinds = Check().Findings.Select(finding => finding.Kind);

        FindingKind[] missing = [FindingKind.FileMissing];
        Assert.Equal(starts ? missing : [.. missing, FindingKind.UnitCannotStart], kinds);
    }

    [Fact]
    public void A_unit_that_is_linked_from_elsewhere_is_read_once()
    {
        Install();
        var target = _host.Unit("opt/app/one.service", Text("EnvironmentFile={0}"));
        _host.Unit("etc/systemd/system/other.service", "[Service]\n");
        File.CreateSymbolicLink(_folder["root/etc/systemd/system/one.service"], target);
        File.CreateSymbolicLink(
            _folder["root/etc/systemd/system/alias.service"], _folder["root/etc/systemd/system/other.service"]);
        File.CreateSymbolicLink(_folder["root/etc/systemd/system/masked.service"], "/dev/null");

        Assert.Equal($"module one is in use: one.service loads {Path}; stop it first, or use --force", Refused());
    }

    [Fact]
    public void A_module_with_a_listener_on_its_ports_is_in_use()
    {
        Install();
        new PortRequests(Node).Allocate(One, 12, Protocol.Tcp, keepExisting: false);
        _host.Socket(20003, inode: 7, state: "01");
        Assert.Null(Refused());

        _host.Socket(20001, inode: 8);
        Assert.Equal("module one is in use: tcp port 20001 is open; stop it first, or use --force", Refused());

        for (var port = 20002; port <= 20010; port++)
            _host.Socket(port, inode: port);
        Assert.Equal(
            "module one is in use: tcp ports 20001, 20002, 20003, 20004, 20005, 20006, 20007, 20008 and 2 "
                + "more are open; stop it first, or use --force",
            Refused());
    }

    [Theory]
    [InlineData("one.service", "EnvironmentFile={1}/one/environment", "one")]
    [InlineData("a.container", "EnvironmentFile={1}/gone1/environment", "gone1")]
    [InlineData("a.service", "EnvironmentFile=-{1}/gone1/environment", null)]
    [InlineData("a.service", "EnvironmentFile={1}/gone1/other", null)]
    [InlineData("a.service", "EnvironmentFile=/nowhere/gone1/environment", null)]
    [InlineData("a@.service", "EnvironmentFile={1}/%i.other/environment", null)]
    [InlineData("a@gone1.service", "EnvironmentFile={1}/%i/environment", "gone1")]
    public void A_unit_that_cannot_start_without_its_file_is_reported(string unit, string line, string? module)
    {
        Install();
        File.Delete(Path);
        var folder = unit.EndsWith("container", StringComparison.Ordinal) ? "containers/systemd" : "systemd/system";
        var file = _host.Unit($"etc/{folder}/{unit}", Text(line));

        var findings = Check().Findings.Where(finding => finding.Kind == FindingKind.UnitCannotStart)
            .Select(finding => finding.Message);

        var service = System.IO.Path.ChangeExtension(unit, ".service");
        var message = $"{service} cannot start: {_folder[$"state/modules/{module}/environment"]} is missing, "
            + $"and \"{file}\" line 2 needs it";
        Assert.Equal(module is null ? [] : [message], findings);
    }

    // {0} stands for the environment file of the module, {1} for the folder of all modules.
    private string Text(string line)
    {
        var value = line.Replace("{0}", Path, StringComparison.Ordinal)
            .Replace("{1}", _folder["state/modules"], StringComparison.Ordinal);
        return $"[Service]\n{value}\n";
    }

    private string? Refused()
    {
        using var database = Node.Open(toRead: true);
        return Record.Exception(() => new ModuleUse(_host.State).RefuseIfInUse(database, One))?.Message;
    }

    public void Dispose() => _folder.Dispose();

    private void Install(string? environmentFile = null)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["org.nethserver.tcp-ports-demand"] = "1",
        };
        var image = new ModuleImage("example/image:1", "", labels);
        new Installer(Node).Install(One, image, environmentFile);
    }

    private CheckResult Check() => new Check(Node, () => _host.State).Run(repair: false);
}
