using LabelHook.Sockets;

namespace LabelHook.Tests.Sockets;

public sealed class KernelPortsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_settings_are_read_as_the_kernel_writes_them()
    {
        Settings("32768\t60999\n", "20001-20100,33000,40000-40001\n");

        var kernel = KernelPorts.Read(_folder.Path);

        Assert.Equal("32768-60999", $"{kernel.Ephemeral}");
        Assert.Equal("20001-20100 33000 40000-40001", string.Join(' ', kernel.Reserved));
    }

    [Theory]
    [InlineData(20000, false)]
    [InlineData(20001, true)]
    [InlineData(33000, true)]
    [InlineData(33001, false)]
    public void A_port_is_reserved_if_a_block_contains_it(int port, bool expected)
    {
        Settings("32768\t60999\n", "20001-20100,33000\n");

        Assert.Equal(expected, KernelPorts.Read(_folder.Path).IsReserved(port));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("\n", "\n")]
    [InlineData("60999 32768\n", "x,1-,-1,0,70000")]
    [InlineData("1 2 3\n", ",,,")]
    public void Settings_that_the_kernel_would_not_write_are_ignored(string range, string reserved)
    {
        Settings(range, reserved);

        var kernel = KernelPorts.Read(_folder.Path);

        Assert.Equal((default, 0), (kernel.Ephemeral, kernel.Reserved.Count));
    }

    [Fact]
    public void A_kernel_without_the_settings_is_unknown() =>
        Assert.Equal(0, KernelPorts.Read(_folder["missing"]).Ephemeral.Count);

    public void Dispose() => _folder.Dispose();

    private void Settings(string range, string reserved)
    {
        _folder.Write("ip_local_port_range", range);
        _folder.Write("ip_local_reserved_ports", reserved);
    }
}
