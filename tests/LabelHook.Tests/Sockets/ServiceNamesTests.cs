using LabelHook.Sockets;

namespace LabelHook.Tests.Sockets;

public sealed class ServiceNamesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(443, Protocol.Tcp, "https")]
    [InlineData(443, Protocol.Udp, null)]
    [InlineData(53, Protocol.Udp, "domain")]
    [InlineData(44, Protocol.Tcp, null)]
    [InlineData(7, Protocol.Tcp, null)]
    public void A_port_has_the_first_of_its_names(int port, Protocol protocol, string? expected)
    {
        _folder.Write(
            "services",
            "# comment 44/tcp\n#echo 7/tcp\nhttps\t443/tcp\t\t# 44/tcp\nhttp-ssl 443/tcp\ndomain 53/udp dns\nalone\n"
                + "\n x44 444/tcp\n");

        Assert.Equal(expected, ServiceNames.Find(port, protocol, _folder["services"]));
    }

    [Fact]
    public void A_host_without_the_list_has_no_service_names() =>
        Assert.Null(ServiceNames.Find(443, Protocol.Tcp, _folder["missing"]));

    public void Dispose() => _folder.Dispose();
}
