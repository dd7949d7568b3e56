using System.Text.Json;
using LabelHook.Settings;

namespace LabelHook.Images;

/// <summary>Finds the address of the container engine that somebody named, and the sockets that are there when nobody did.</summary>
internal static class EngineSocket
{
    /// <summary>The engine that was named: by podman's variable, by docker's, by docker's context.</summary>
    /// <returns>The address, and who named it; <see langword="null"/> when nobody did.</returns>
    /// <exception cref="LabelHookException">What was named is no address that can be used.</exception>
    public static Uri? Named(HostEnvironment host)
    {
        foreach (var variable in (string[])["CONTAINER_HOST", "DOCKER_HOST"])
        {
            if (host[variable] is { } address)
                return Parse(address, variable);
        }

        return Context(host);
    }

    /// <summary>The sockets that exist: podman's of the host, podman's of the user, docker's.</summary>
    public static IEnumerable<Uri> Existing(HostEnvironment host)
    {
        string[] sockets = ["/run/podman/podman.sock", .. host["XDG_RUNTIME_DIR"] is { } run ? [Path.Join(run, "podman/podman.sock")] : Array.Empty<string>(), "/var/run/docker.sock"];
        return sockets.Where(File.Exists).Select(socket => new Uri("unix://" + socket));
    }

    /// <summary>The docker command's context; https://docs.docker.com/engine/manage-resources/contexts/.</summary>
    private static Uri? Context(HostEnvironment host)
    {
        var folder = host["DOCKER_CONFIG"] ?? Path.Join(host.Home, ".docker");
        var name = host["DOCKER_CONTEXT"] ?? Text(Path.Join(folder, "config.json"), root => root.GetProperty("currentContext"));
        if (name is null or "default")
            return null;

        // The folder is named by the SHA-256 of the name; looking into each spares loading a cryptography library.
        var contexts = Path.Join(folder, "contexts/meta");
        var file = (Directory.Exists(contexts) ? Directory.EnumerateDirectories(contexts) : [])
            .Select(context => Path.Join(context, "meta.json"))
            .FirstOrDefault(path => Text(path, root => root.GetProperty("Name")) == name);
        var address = file is null ? null : Text(file, root => root.GetProperty("Endpoints").GetProperty("docker").GetProperty("Host"));
        return Parse(address ?? throw new LabelHookException(Problems.DockerContext(name, contexts)), $"docker context {name}");
    }

    private static Uri Parse(string address, string source) => EngineAddress.TryParse(address, out var uri)
        ? uri
        : throw new LabelHookException(Problems.EngineAddress(source, address));

    /// <summary>A text out of a JSON file; <see langword="null"/> when there is no such file or text.</summary>
    private static string? Text(string path, Func<JsonElement, JsonElement> find)
    {
        try
        {
            return find(JsonElement.Parse(File.ReadAllBytes(path))).GetString();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
