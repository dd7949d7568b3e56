using LabelHook.Images;

namespace LabelHook.Tests.Images;

public static class EngineAddressTests
{
    [Theory]
    [InlineData("unix:///run/podman/podman.sock", "/run/podman/podman.sock")]
    [InlineData("unix://", "/var/run/docker.sock")]
    [InlineData("unix:/run/podman/podman.sock", "/run/podman/podman.sock")]
    [InlineData("unix:///run/a%20b#c d?e.sock", "/run/a%20b#c d?e.sock")]
    [InlineData(" unix:///run/a.sock\n", "/run/a.sock")]
    [InlineData("tcp://127.0.0.1:2375", "tcp://127.0.0.1:2375/")]
    [InlineData("127.0.0.1:5000", "tcp://127.0.0.1:5000/")]
    [InlineData("localhost", "tcp://localhost:2375/")]
    [InlineData("engine.example", "tcp://engine.example:2375/")]
    [InlineData("tcp://engine.example", "tcp://engine.example:2375/")]
    [InlineData(":5000", "tcp://127.0.0.1:5000/")]
    [InlineData("tcp://:5000", "tcp://127.0.0.1:5000/")]
    [InlineData("tcp://", "tcp://127.0.0.1:2375/")]
    [InlineData("tcp://host:", "tcp://host:2375/")]
    [InlineData("tcp://[::1]:5000", "tcp://[::1]:5000/")]
    [InlineData("[::1]:5000", "tcp://[::1]:5000/")]
    [InlineData("tcp://[::1]", "tcp://[::1]:2375/")]
    [InlineData("tcp://[::1]:", "tcp://[::1]:2375/")]
    [InlineData("tcp://[fe80::1%251]:5000", "tcp://[fe80::1]:5000/")]
    [InlineData("tcp://host:5000/docker/one/", "tcp://host:5000/docker/one/")]
    [InlineData("http://host:5000", "tcp://host:5000/")]
    public static void Addresses_that_docker_accepts_are_accepted(string text, string address)
    {
        Assert.True(EngineAddress.TryParse(text, out var parsed));
        Assert.Equal(address, parsed.ToString());
        Assert.False(parsed.IsTls);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("/run/podman/podman.sock")]
    [InlineData("ssh://root@host/run/podman.sock")]
    [InlineData("npipe:////./pipe/docker_engine")]
    [InlineData("fd://")]
    [InlineData("http+unix://%2Frun%2Fa.sock")]
    [InlineData("unix:///")]
    [InlineData("unix://@abstract")]
    [InlineData("unix://tcp://host")]
    [InlineData("tcp://host:0")]
    [InlineData("tcp://host:65536")]
    [InlineData("tcp://host:+1")]
    [InlineData("tcp://host:1:2")]
    [InlineData("tcp://::1")]
    [InlineData("tcp://[::1")]
    [InlineData("tcp://[127.0.0.1]:1")]
    [InlineData("tcp://user@host:1")]
    [InlineData("tcp://host:1/?a=b")]
    [InlineData("tcp://ho st:1")]
    [InlineData("tcp:///run/podman.sock")]
    public static void Invalid_addresses_are_rejected(string text) => Assert.False(EngineAddress.TryParse(text, out _));

    [Theory]
    [InlineData("tcp://host:2376")]
    [InlineData("https://host")]
    [InlineData("https://host:5000")]
    public static void An_address_may_require_TLS(string text)
    {
        Assert.True(EngineAddress.TryParse(text, out var address));
        Assert.True(address.IsTls);
    }

    [Fact]
    public static void The_path_of_a_socket_has_at_most_107_bytes()
    {
        Assert.NotNull(EngineAddress.ForSocket("/" + new string('y', 106)));
        Assert.Null(EngineAddress.ForSocket("/" + new string('y', 107)));
        Assert.Null(EngineAddress.ForSocket("/" + new string('ü', 54)));
        Assert.Contains("107", EngineAddress.Accepted, StringComparison.Ordinal);
    }
}
