using LabelHook.Images;
using LabelHook.Settings;

namespace LabelHook.Tests.Images;

public sealed class EngineSocketTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Podmans_variable_comes_before_dockers() =>
        Assert.Equal("unix:///one.sock", EngineSocket.Named(Host(("CONTAINER_HOST", "unix:///one.sock"), ("DOCKER_HOST", "unix:///two.sock")))!.ToString());

    [Fact]
    public void An_empty_variable_names_nothing() => Assert.Null(EngineSocket.Named(Host(("DOCKER_HOST", ""))));

    [Theory]
    [InlineData("ssh://root@host/run/podman.sock")]
    [InlineData("/run/podman/podman.sock")]
    [InlineData("garbage")]
    public void An_address_of_another_kind_is_refused(string address)
    {
        var problem = Assert.Throws<LabelHookException>(() => EngineSocket.Named(Host(("CONTAINER_HOST", address)))).Problem;

        Assert.Equal(("LH1106", address), (problem.Code, problem.Value));
    }

    [Fact]
    public void The_docker_context_in_use_names_the_engine()
    {
        _folder.Write("config.json", """{"currentContext":"far"}""");
        _folder.Write("contexts/meta/1/meta.json", """{"Name":"near","Endpoints":{"docker":{"Host":"unix:///near.sock"}}}""");
        _folder.Write("contexts/meta/2/meta.json", """{"Name":"far","Endpoints":{"docker":{"Host":"tcp://10.0.0.1:2375"}}}""");

        Assert.Equal("tcp://10.0.0.1:2375/", EngineSocket.Named(Host())!.ToString());
        Assert.Equal("unix:///near.sock", EngineSocket.Named(Host(("DOCKER_CONTEXT", "near")))!.ToString());
        Assert.Null(EngineSocket.Named(Host(("DOCKER_CONTEXT", "default"))));
        Assert.Equal("LH2010", Assert.Throws<LabelHookException>(() => EngineSocket.Named(Host(("DOCKER_CONTEXT", "lost")))).Problem.Code);
    }

    public void Dispose() => _folder.Dispose();

    private HostEnvironment Host(params (string Name, string Value)[] variables) =>
        new(name => name == "DOCKER_CONFIG" ? _folder.Path : variables.FirstOrDefault(variable => variable.Name == name).Value, 0);
}
