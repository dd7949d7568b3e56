using System.Security.Cryptography;
using System.Text;
using LabelHook.Host;
using LabelHook.Images.Engines;

namespace LabelHook.Tests.Images.Engines;

public sealed class DockerContextTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_current_context_names_the_engine()
    {
        _folder.Write("config.json", """{"auths":{"a":{}},"currentContext":"far"}""");
        Write("near", """{"Name":"near","Endpoints":{"docker":{"Host":"unix:///near.sock"}}}""");
        Write(
            "far",
            """{"Name":"far","Metadata":{},"Endpoints":{"docker":{"Host":"tcp://10.0.0.1:2375","SkipTLSVerify":false}}}""");

        Assert.Equal("tcp://10.0.0.1:2375/", Current());
        Assert.Equal("/near.sock", Current("near"));
        Assert.Null(Current("default"));
        Assert.Equal("LH2010", Refused("lost").Code);
    }

    [Fact]
    public void Names_are_case_insensitive_as_in_docker()
    {
        _folder.Write("config.json", """{"CURRENTCONTEXT":"near"}""");
        Write("near", """{"name":"near","endpoints":{"docker":{"host":"unix:///near.sock"}}}""");

        Assert.Equal("/near.sock", Current());
    }

    [Fact]
    public void No_context_without_a_file() => Assert.Null(Current());

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"currentContext":1}""")]
    [InlineData("""{"currentContext":"a","currentcontext":"b"}""")]
    public void An_unreadable_file_is_reported(string content)
    {
        _folder.Write("config.json", content);

        var problem = Refused(null);

        Assert.Equal(("LH2068", _folder.Path + "/config.json"), (problem.Code, problem.Value));
    }

    [Fact]
    public void A_folder_instead_of_the_file_is_reported()
    {
        Directory.CreateDirectory(_folder.Path + "/config.json");

        Assert.Equal("LH2068", Refused(null).Code);
    }

    [Theory]
    [InlineData("{", "LH2068")]
    [InlineData("null", "LH2010")]
    [InlineData("{}", "LH2069")]
    [InlineData("""{"Endpoints":null}""", "LH2069")]
    [InlineData("""{"Endpoints":{"docker":null}}""", "LH2069")]
    [InlineData("""{"Endpoints":{"docker":{"Host":""}}}""", "LH2069")]
    [InlineData("""{"Endpoints":{"docker":{"Host":"ssh://root@far"}}}""", "LH1106")]
    [InlineData("""{"Endpoints":{"docker":{"Host":"tcp://far:2376"}}}""", "LH2060")]
    [InlineData("""{"Endpoints":{"docker":{"Host":"tcp://far:1","SkipTLSVerify":true}}}""", "LH2060")]
    public void An_unusable_context_is_reported(string content, string code)
    {
        Write("odd", content);

        Assert.Equal(code, Refused("odd").Code);
    }

    [Fact]
    public void A_context_with_certificates_requires_TLS_unless_it_names_a_socket()
    {
        Write("far", """{"Endpoints":{"docker":{"Host":"tcp://far:1"}}}""");
        Write("near", """{"Endpoints":{"docker":{"Host":"unix:///near.sock"}}}""");
        _folder.Write($"contexts/tls/{Id("far")}/docker/ca.pem", "");
        _folder.Write($"contexts/tls/{Id("near")}/docker/ca.pem", "");

        Assert.Equal("LH2060", Refused("far").Code);
        Assert.Equal("/near.sock", Current("near"));
    }

    public void Dispose() => _folder.Dispose();

    private static string Id(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    private void Write(string name, string content) => _folder.Write($"contexts/meta/{Id(name)}/meta.json", content);

    private string? Current(string? context = null) => DockerContext.Current(Host(context))?.ToString();

    private Problem Refused(string? context) =>
        Assert.Throws<LabelHookException>(() => DockerContext.Current(Host(context))).Problem;

    private HostEnvironment Host(string? context) =>
        new(name => name switch { "DOCKER_CONFIG" => _folder.Path, "DOCKER_CONTEXT" => context, _ => null }, 0);
}
