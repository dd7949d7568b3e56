using System.Net;
using System.Net.Sockets;
using LabelHook.Cluster.Store;

namespace LabelHook.Tests.Cluster;

public static class RedisAddressTests
{
    [Theory]
    [InlineData("tcp://127.0.0.1:6379", "tcp://127.0.0.1:6379", typeof(IPEndPoint))]
    [InlineData("127.0.0.1:7000", "tcp://127.0.0.1:7000", typeof(IPEndPoint))]
    [InlineData("cluster-leader:6379", "tcp://cluster-leader:6379", typeof(DnsEndPoint))]
    [InlineData("tcp://cluster-leader", "tcp://cluster-leader:6379", typeof(DnsEndPoint))]
    [InlineData("tcp://[::1]:6380", "tcp://[::1]:6380", typeof(IPEndPoint))]
    [InlineData("tcp://[::1]", "tcp://[::1]:6379", typeof(IPEndPoint))]
    [InlineData("unix:///run/redis.sock", "unix:///run/redis.sock", typeof(UnixDomainSocketEndPoint))]
    public static void An_address_is_a_socket_or_a_host(string text, string expected, Type endPoint)
    {
        Assert.True(RedisAddress.TryParse(text, out var address));
        Assert.Equal(expected, address.Text);
        Assert.IsType(endPoint, address.EndPoint);
    }

    [Theory]
    [InlineData("")]
    [InlineData("unix://")]
    [InlineData("unix://run/redis.sock")]
    [InlineData("unix:///")]
    [InlineData("unix:///a\0b")]
    [InlineData("rediss://127.0.0.1:6379")]
    [InlineData("redis://127.0.0.1:6379")]
    [InlineData("tcp://:6379")]
    [InlineData("tcp://host:0")]
    [InlineData("tcp://host:65536")]
    [InlineData("tcp://host:")]
    [InlineData("tcp://user:password@host:6379")]
    [InlineData("tcp://[127.0.0.1]:6379")]
    [InlineData("tcp://::1")]
    [InlineData("tcp://host/0")]
    public static void Anything_else_is_refused(string text) => Assert.False(RedisAddress.TryParse(text, out _));

    [Fact]
    public static void A_socket_has_a_path_of_at_most_107_bytes()
    {
        Assert.True(RedisAddress.TryParse("unix:///" + new string('a', 106), out _));
        Assert.False(RedisAddress.TryParse("unix:///" + new string('a', 107), out _));
    }
}
