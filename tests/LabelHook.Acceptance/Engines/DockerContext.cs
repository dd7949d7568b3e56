using System.Security.Cryptography;
using System.Text;

namespace LabelHook.Acceptance.Engines;

// A context as `docker context create` writes it: its folder carries the SHA-256 of its name.
public sealed class DockerContext
{
    private readonly TemporaryFolder _folder;

    private readonly string _name;

    public DockerContext(TemporaryFolder folder, string name, string address)
    {
        _folder = folder;
        _name = name;
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        folder.Write($"contexts/meta/{digest}/meta.json", $$"""
            { "Name": "{{name}}", "Metadata": {}, "Endpoints": { "docker": { "Host": "{{address}}", "SkipTLSVerify": false } } }
            """);
    }

    // What DOCKER_CONFIG names.
    public string Folder => _folder.Path;

    // The same folder, with this context chosen in it.
    public string Current()
    {
        _folder.Write("config.json", $$"""{"currentContext":"{{_name}}"}""");
        return Folder;
    }
}
