using LabelHook.Images;
using LabelHook.Images.Engines;

namespace LabelHook.Tests.Images.Engines;

// Answers that are not HTTP, or have no end.
public sealed class EngineConnectionTests : IDisposable
{
    private const string Image = "ghcr.io/example/mod:1";

    private readonly EngineFolder _folder = new();

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "LH2011")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", "LH2009")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 6\r\n\r\n<html>", "LH2011")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>", "LH2011")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n{}", "LH2064")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n", "LH2063")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{", "LH2064")]
    [InlineData("HTTP/1.1 307 X\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n", "LH2065")]
    [InlineData("HTTP/1.1 302 X\r\nContent-Length: 0\r\n\r\n", "LH2009")]
    [InlineData("HTTP/1.1 101 X\r\n\r\n", "LH2009")]
    [InlineData("HTTP/1.1 100 X\r\n\r\n", "LH2064")]
    [InlineData("HTTP/1.1 500 X\r\nContent-Length: 23\r\n\r\n{\"message\":\"disk full\"}", "LH2009")]
    [InlineData("HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n", "LH2060")]
    [InlineData("HTTP/1.1 \u001b]0;pwned\u0007 OK\r\n\r\n", "LH2063")]
    [InlineData("\u0015\u0003\u0001\u0000\u0002\u0002\u0046", "LH2064")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", "LH2063")]
    [InlineData("", "LH2064")]
    public void An_invalid_answer_is_reported_with_the_address(string answer, string code)
    {
        using var engine = _folder.Engine(answer, out var client);

        var problem = EngineFolder.Rejection(() => client.Inspect(Image));

        Assert.Equal(code, problem.Code);
        Assert.Contains(engine.Address.ToString(), problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(problem.Message, char.IsControl);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n", "X-A: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n", "LH2062")]
    [InlineData("HTTP/1.1 200 OK\r\nX-A: ", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "LH2062")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n{\"Id\":\"", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "LH2061")]
    [InlineData("HTTP/1.1 500 X\r\n\r\n", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "LH2061")]
    [InlineData(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "20\r\n                                \r\n",
        "LH2061")]
    public void An_endless_answer_is_cut_off(string start, string endless, string code)
    {
        using var engine = _folder.Engine(start, out var client, string.Concat(Enumerable.Repeat(endless, 1000)));

        Assert.Equal(code, EngineFolder.Rejection(() => client.Inspect(Image)).Code);
        Assert.Equal(code, EngineFolder.Rejection(() => client.List()).Code);
    }

    [Fact]
    public void A_failed_connection_is_explained()
    {
        _folder.Write("file", "");

        Assert.Contains("socket not found", Unreachable("/none"), StringComparison.Ordinal);
        Assert.Contains("it is not a socket", Unreachable("/file"), StringComparison.Ordinal);
        Assert.Contains("not a folder", Unreachable("/file/socket"), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Unreachable(string name)
    {
        using var client = new ContainerEngine(EngineAddress.ForSocket(_folder.Path + name)!, EngineFolder.Wait);
        return EngineFolder.Rejection(() => client.Inspect(Image)).Message;
    }
}
