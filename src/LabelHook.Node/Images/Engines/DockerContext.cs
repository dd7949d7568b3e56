using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using LabelHook.Host;
using LabelHook.Linux;

namespace LabelHook.Images.Engines;

// The docker command's context; https://docs.docker.com/engine/manage-resources/contexts/.
internal static class DockerContext
{
    private const string DefaultName = "default";

    // Largest file in bytes; arbitrary.
    private const int MaxFile = 1024 * 1024;

    // Returns: the engine of the current context; null for docker's default context.
    // Throws: a file cannot be read, or the context is missing or unusable.
    public static EngineAddress? Current(HostEnvironment host)
    {
        var folder = host["DOCKER_CONFIG"] ?? Path.Join(host.Home, ".docker");
        var file = Path.Join(folder, "config.json");
        var name = host["DOCKER_CONTEXT"] ?? Read(file, () => EngineJson.Default.ConfigFile)?.CurrentContext;
        if (name is null or "" or DefaultName)
            return null;

        var id = Digest.Compute(Encoding.UTF8.GetBytes(name)).ToString().Split(':')[1];
        var meta = Path.Join(folder, "contexts/meta", id, "meta.json");
        var context = Read(meta, () => EngineJson.Default.MetaFile)
            ?? throw new LabelHookException(EngineProblems.DockerContext(name, Path.Join(folder, "contexts/meta")));
        if (context.Endpoints?.GetValueOrDefault("docker") is not { Host.Length: > 0 } endpoint)
            throw new LabelHookException(EngineProblems.DockerContextHost(name, meta));
        if (!EngineAddress.TryParse(endpoint.Host, out var address))
            throw new LabelHookException(ImageProblems.EngineAddress($"docker context {name}", endpoint.Host));
        var isTls = address.IsTls || endpoint.SkipTlsVerify || Directory.Exists(Path.Join(folder, "contexts/tls", id));
        return address.IsSocket || !isTls
            ? address
            : throw new LabelHookException(EngineProblems.Tls($"docker context {name}", "asks for TLS"));
    }

    // type: Asked for only if there is a file, because .NET needs longer to make one than to read the file.
    // Returns: null when the file does not exist, or this user cannot see it.
    private static T? Read<T>(string path, Func<JsonTypeInfo<T>> type)
        where T : class
    {
        using var file = RegularFile.Open(Libc.CurrentFolder, path, 0, out var errno);
        if (file is null)
        {
            return errno is 0 || File.Exists(path)
                ? throw new LabelHookException(EngineProblems.DockerFile(path, RegularFile.Words(errno)))
                : null;
        }

        if (RandomAccess.GetLength(file) > MaxFile)
            throw new LabelHookException(EngineProblems.DockerFile(path, "it is too large"));
        try
        {
            using var stream = new FileStream(file, FileAccess.Read);
            return JsonSerializer.Deserialize(stream, type());
        }
        catch (JsonException error)
        {
            const string Reason = "it is not valid JSON, or not in docker's format";
            throw new LabelHookException(EngineProblems.DockerFile(path, Reason), error);
        }
        catch (IOException error)
        {
            throw new LabelHookException(EngineProblems.DockerFile(path, "it cannot be read"), error);
        }
    }

    internal sealed record ConfigFile
    {
        public string? CurrentContext { get; init; }
    }

    internal sealed record MetaFile
    {
        public Dictionary<string, Endpoint?>? Endpoints { get; init; }
    }

    internal sealed record Endpoint
    {
        public string? Host { get; init; }

        [JsonPropertyName("SkipTLSVerify")]
        public bool SkipTlsVerify { get; init; }
    }
}
