using LabelHook.Checks;
using LabelHook.Images;
using LabelHook.Settings;

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
    public void A_unit_that_starts_without_its_ports_is_found(string unit, string line, string? found)
    {
        Install();
        var file = _host.Unit(unit, $"[Service]\n{line.Replace("{0}", Path, StringComparison.Ordinal).Replace("{1}", _folder["state/modules"], StringComparison.Ordinal)}\n");

        var messages = Check().Findings.Select(finding => $"{finding.Word}: {finding.Message}");

        Assert.Equal(found is null ? [] : [$"optional-file: {found} starts without the ports of one when {Path} is missing: \"{file}\" line 2 says EnvironmentFile=-"], messages);
    }

    [Fact]
    public void Units_of_the_modules_user_are_looked_at_and_nothing_there_can_harm()
    {
        Install();
        var home = _folder["root/home/one"];
        _host.User("one", 1001, home);
        _host.Unit("home/one/.config/systemd/user/a.service", $"EnvironmentFile=-{Path}\n");
        File.CreateSymbolicLink($"{home}/.config/systemd/user/b.service", "/dev/zero");
        Directory.CreateDirectory($"{home}/.config/systemd/user/c.service");
        File.CreateSymbolicLink($"{home}/.config/systemd/user/d.service.d", ".");

        Assert.Equal(FindingKind.OptionalFile, Assert.Single(Check().Findings).Kind);
    }

    public void Dispose() => _folder.Dispose();

    private void Install() => new Hook(Node).Install(
        One, new ModuleImage("example/image:1", "", new Dictionary<string, string>(StringComparer.Ordinal) { ["org.nethserver.tcp-ports-demand"] = "1" }), null, dryRun: false);

    private CheckResult Check() => new Check(Node, _host.Surroundings).Run(repair: false);
}
