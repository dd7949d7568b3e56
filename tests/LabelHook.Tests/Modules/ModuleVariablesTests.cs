using System.Runtime.Versioning;
using LabelHook.Images;
using LabelHook.Modules;
using LabelHook.Nodes;
using LabelHook.Ns8;

namespace LabelHook.Tests.Modules;

public sealed class ModuleVariablesTests : IDisposable
{
    private const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly ModuleName One = ModuleName.Parse("one");

    private readonly TemporaryFolder _folder = new();

    private Node Node => new(new NodeSettings { AvoidInUse = false }, _folder["state"], TimeSpan.FromSeconds(5));

    private string File => _folder["state/modules/one/environment"];

    [Theory]
    [SupportedOSPlatform("linux")]
    [InlineData(OwnersOnly, false, "A=1 TCP_PORT=20001")]
    [InlineData(OwnersOnly | UnixFileMode.GroupWrite, false, "TCP_PORT=20001")]
    [InlineData(OwnersOnly | UnixFileMode.OtherWrite, false, "TCP_PORT=20001")]
    [InlineData(OwnersOnly | UnixFileMode.OtherWrite, true, "A=1 TCP_PORT=20001")]
    public void Lines_that_another_user_can_write_are_returned_only_on_request(
        UnixFileMode mode, bool all, string given)
    {
        Install();
        System.IO.File.WriteAllText(File, "A=1\nTCP_PORT=20001\n");
        System.IO.File.SetUnixFileMode(File, mode);

        Assert.Equal(given, Read(all, out var warnings));
        Assert.Equal(
            given.StartsWith('A') ? [] :
            [
                $"did not pass the other variables of {File} (1), which another user can write; --all-variables "
                    + "passes them",
            ],
            warnings);
    }

    [Fact]
    public void The_ports_come_from_the_ports_database_and_not_from_the_file()
    {
        Install();
        System.IO.File.WriteAllText(File, "TCP_PORT=9\nUDP_PORT=9\n");

        Assert.Equal("TCP_PORT=20001", Read(all: true, out var warnings));
        Assert.Equal(
            $"{File} does not match the ports of one; the command gets those of the ports database, see 'labelhook "
                + "check'",
            Assert.Single(warnings));
    }

    [Fact]
    public void A_module_without_its_file_is_rejected()
    {
        Install();
        System.IO.File.Delete(File);

        Assert.Equal("LH4006", Assert.Throws<LabelHookException>(() => Read(all: false, out _)).Problem.Code);
    }

    [Fact]
    public void A_module_of_NS8_has_its_allocated_ports_wherever_its_file_is()
    {
        new Ns8Node(Node).Add(One, "", 2, 0);

        Assert.Equal("TCP_PORT=20001 TCP_PORTS=20001,20002 TCP_PORTS_RANGE=20001-20002", Read(all: true, out _));
    }

    [Fact]
    public void A_module_with_a_file_and_no_record_has_its_allocated_ports()
    {
        new PortRequests(Node).Claim(One, PortRange.Create(20005, 20005), Protocol.Tcp);
        Assert.Equal("LH5011", Assert.Throws<LabelHookException>(() => Read(all: false, out _)).Problem.Code);

        _folder.Write("state/modules/one/environment", "TCP_PORT=20005\n");

        Assert.Equal("TCP_PORT=20005", Read(all: false, out _));
    }

    [Fact]
    public void A_module_without_ports_and_record_is_not_found()
    {
        Install();

        Assert.Equal(
            "LH1109",
            Assert.Throws<LabelHookException>(
                () => new ModuleVariables(Node).Read(ModuleName.Parse("two"), all: false, out _)).Problem.Code);
    }

    public void Dispose() => _folder.Dispose();

    private void Install() => new Installer(Node).Install(
        One,
        new ModuleImage(
            "example/image:1",
            "",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["org.nethserver.tcp-ports-demand"] = "1" }),
        null);

    private string Read(bool all, out IReadOnlyList<string> warnings) =>
        string.Join(
            ' ',
            new ModuleVariables(Node).Read(One, all, out warnings).Select(
                variable => $"{variable.Key}={variable.Value}"));
}
