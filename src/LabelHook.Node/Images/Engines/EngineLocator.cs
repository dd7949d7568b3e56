using LabelHook.Host;

namespace LabelHook.Images.Engines;

// Finds the address of the configured container engine or, without one, the sockets that exist.
internal static class EngineLocator
{
    // Demand TLS from docker, and from podman since 5.6, except on a socket.
    private static readonly string[] TlsVariables =
    [
        "DOCKER_TLS_VERIFY", "DOCKER_TLS", "DOCKER_CERT_PATH",
        "CONTAINER_TLS_CA", "CONTAINER_TLS_CERT", "CONTAINER_TLS_KEY",
    ];

    // The configured engine: from --engine or the configuration, from podman's variable, from docker's, or from the
    // docker context.
    // Returns: null when no engine is configured.
    // Throws: the address cannot be used.
    public static EngineAddress? Named(HostEnvironment host, EngineAddress? configured = null)
    {
        var named = configured ?? FromVariables(host);
        var asksForTls = TlsVariables.FirstOrDefault(variable => host[variable] is not null);
        if (named is null && DockerContext.Current(host) is { } context)
            return context;
        if (named is { IsTls: true })
            throw new LabelHookException(EngineProblems.Tls(ContainerEngine.Describe(named), "speaks TLS"));
        if (named is { IsSocket: false } && asksForTls is not null)
            throw new LabelHookException(EngineProblems.Tls(asksForTls, "asks for TLS"));

        // Then docker's default is a host instead of a socket.
        if (named is null && (host["DOCKER_TLS_VERIFY"] ?? host["DOCKER_TLS"]) is not null)
            throw new LabelHookException(EngineProblems.Tls(asksForTls!, "asks for TLS"));
        return named;
    }

    // What names the engine, if neither --engine nor the configuration does.
    // Returns: null when no engine is named.
    public static string? NamedBy(HostEnvironment host)
    {
        foreach (var variable in (string[])["CONTAINER_HOST", "DOCKER_HOST"])
        {
            if (host[variable] is not null)
                return variable;
        }

        return DockerContext.Current(host) is null ? null : "docker context";
    }

    // The sockets that exist: podman's for root, podman's for the user, docker's.
    public static IEnumerable<EngineAddress> Existing(HostEnvironment host)
    {
        var run = host["XDG_RUNTIME_DIR"];
        string[] ofUser = run is null ? [] : [Path.Join(run, "podman/podman.sock")];
        string[] sockets = ["/run/podman/podman.sock", .. ofUser, "/var/run/docker.sock"];
        return sockets.Where(File.Exists).Select(EngineAddress.ForSocket).OfType<EngineAddress>();
    }

    private static EngineAddress? FromVariables(HostEnvironment host)
    {
        if (host["CONTAINER_HOST"] is { } podman)
            return Parse(AsPodmanReads(podman), "CONTAINER_HOST");
        return host["DOCKER_HOST"] is { } docker ? Parse(docker, "DOCKER_HOST") : null;
    }

    // Podman reads the address as a URL: the path after the scheme is absolute, and %20 is a blank.
    private static string AsPodmanReads(string text)
    {
        const string Scheme = "unix://";
        if (!text.StartsWith(Scheme, StringComparison.Ordinal) || text.Length == Scheme.Length)
            return text;
        var path = "/" + text[Scheme.Length..].TrimStart('/');
        return Scheme + (File.Exists(path) ? path : Uri.UnescapeDataString(path));
    }

    private static EngineAddress Parse(string text, string source) => EngineAddress.TryParse(text, out var address)
        ? address
        : throw new LabelHookException(ImageProblems.EngineAddress(source, text));
}
