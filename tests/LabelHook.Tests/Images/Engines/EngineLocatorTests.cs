using LabelHook.Host;
using LabelHook.Images;
using LabelHook.Images.Engines;

namespace LabelHook.Tests.Images.Engines;

public sealed class EngineLocatorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_variable_of_podman_takes_precedence() =>
        Assert.Equal("/one.sock", Named(("CONTAINER_HOST", "unix:///one.sock"), ("DOCKER_HOST", "unix:///two.sock")));

    [Fact]
    public void An_empty_variable_is_ignored() => Assert.Null(Named(("DOCKER_HOST", "")));

    [Theory]
    [InlineData("CONTAINER_HOST", "ssh://root@host/run/podman.sock")]
    [InlineData("CONTAINER_HOST", "/run/podman/podman.sock")]
    [InlineData("DOCKER_HOST", "fd://")]
    public void An_unsupported_address_is_rejected(string variable, string address)
    {
        var problem = Refused((variable, address));

        Assert.Equal(("LH1106", address), (problem.Code, problem.Value));
        Assert.Contains(variable, problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("accepted: " + EngineAddress.Accepted, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_variable_of_podman_is_parsed_as_podman_parses_it()
    {
        _folder.Write("a b", "");
        _folder.Write("c%20d", "");

        Assert.Equal("/run/podman.sock", Named(("CONTAINER_HOST", "unix://run/podman.sock")));
        Assert.Equal(_folder.Path + "/a b", Named(("CONTAINER_HOST", $"unix://{_folder.Path}/a%20b")));
        Assert.Equal(_folder.Path + "/c%20d", Named(("CONTAINER_HOST", $"unix://{_folder.Path}/c%20d")));
    }

    [Theory]
    [InlineData("DOCKER_TLS_VERIFY")]
    [InlineData("DOCKER_TLS")]
    [InlineData("DOCKER_CERT_PATH")]
    [InlineData("CONTAINER_TLS_CA")]
    public void A_host_with_TLS_is_not_contacted_without_it(string variable)
    {
        var problem = Refused((variable, "1"), ("DOCKER_HOST", "tcp://127.0.0.1:1"));

        Assert.Equal("LH2060", problem.Code);
        Assert.StartsWith($"{variable} asks for TLS", problem.Message, StringComparison.Ordinal);
        Assert.Equal("/one.sock", Named((variable, "1"), ("DOCKER_HOST", "unix:///one.sock")));
    }

    [Fact]
    public void An_engine_from_the_command_line_is_not_contacted_without_TLS_either()
    {
        Assert.True(EngineAddress.TryParse("tcp://host:1", out var plain));
        Assert.True(EngineAddress.TryParse("https://host:1", out var secret));

        Assert.Same(plain, EngineLocator.Named(Host(), plain));
        Assert.Equal("LH2060", Refusal(() => EngineLocator.Named(Host(("DOCKER_TLS_VERIFY", "1")), plain)).Code);
        Assert.Equal("LH2060", Refusal(() => EngineLocator.Named(Host(), secret)).Code);
    }

    [Fact]
    public void TLS_alone_means_a_host_to_docker() => Assert.Equal("LH2060", Refused(("DOCKER_TLS_VERIFY", "1")).Code);

    public void Dispose() => _folder.Dispose();

    private string? Named(params (string Name, string Value)[] variables) =>
        EngineLocator.Named(Host(variables))?.ToString();

    private Problem Refused(params (string Name, string Value)[] variables) =>
        Refusal(() => EngineLocator.Named(Host(variables)));

    private static Problem Refusal(Func<EngineAddress?> find) =>
        Assert.Throws<LabelHookException>(() => _ = find()).Problem;

    private HostEnvironment Host(params (string Name, string Value)[] variables) =>
        new(
            name => name == "DOCKER_CONFIG" ? _folder.Path : variables.FirstOrDefault(
                variable => variable.Name == name).Value,
            0);
}
