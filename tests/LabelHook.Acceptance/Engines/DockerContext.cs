using System.Security.Cryptography;
using System.Text;

namespace LabelHook.Acceptance;

// A context as `docker context create` writes it: its folder carries the SHA-256 of its name.
public sealed class DockerContext
{
    private readonly TemporaryFolder folder;

    private readonly string name;

    public DockerContext(TemporaryFolder folder, string name, string address)
    {
        this.folder = folder;
        this.name = name;
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        folder.Write($"contexts/meta/{digest}/meta.json", $$"""
            { "Name": "{{name}}", "Metadata": {}, "Endpoints": { "docker": { "Host": "{{address}}", "SkipTLSVerify": false } } }
            """);
    }

    // What DOCKER_CONFIG names.
    public string Folder => folder.Path;

    // The same folder, with this context chosen in it.
    public string Current()
    {
        folder.Write("config.json", $$"""{"currentContext":"{{name}}"}""");
        return Folder;
    }
}
