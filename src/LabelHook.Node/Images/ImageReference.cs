using System.Buffers;

namespace LabelHook.Images;

// The parsed name of an image, [host/]repository[:tag][@digest]; https://github.com/distribution/reference.
// Repository: Includes the host if there is one.
// Tag: "latest" if the name has neither tag nor digest; null if it has a digest.
// Digest: sha256:…; null if the name has none.
internal sealed record ImageReference(string Repository, string? Tag, string? Digest)
{
    // Longest name that is accepted from a file; arbitrary, a repository has at most 255 characters and a tag 128.
    private const int MaxName = 512;

    private const string DockerHub = "docker.io";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-/:@+");

    // Whether the first part of the repository is a registry's host.
    public bool HasHost => Repository.Split('/') is [var host, _, ..]
        && (host.AsSpan().IndexOfAny('.', ':') >= 0 || host == "localhost");

    // The name with host and tag or digest.
    public string Full => OnDockerHub().Repository + (Digest is null ? ":" + Tag : "@" + Digest);

    // Whether a text from an untrusted file is more than a bare tag, and not too long for a name.
    public static bool IsFullName(string? text) =>
        text?.Length <= MaxName && IsName(text) && text.AsSpan().IndexOfAny('/', ':') >= 0;

    // Whether the text can be the name or ID of an image, and cannot change the meaning of an API path.
    public static bool IsName(string text) => text is [var first, ..] && char.IsAsciiLetterOrDigit(first)
        && !text.AsSpan().ContainsAnyExcept(Allowed)
        && !text.Contains("..", StringComparison.Ordinal)
        && !text.Contains("//", StringComparison.Ordinal)
        && !text.EndsWith('/');

    // Whether a name has a tag or a digest.
    public static bool HasVersion(string name) =>
        name.AsSpan(name.LastIndexOf('/') + 1).IndexOfAny(':', '@') >= 0;

    public static ImageReference Parse(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var name = at < 0 ? text : text[..at];
        var digest = at < 0 ? null : text[(at + 1)..];
        var colon = name.IndexOf(':', name.LastIndexOf('/') + 1);
        var tag = colon < 0 ? null : name[(colon + 1)..];
        var repository = Normal(colon < 0 ? name : name[..colon]);
        return new ImageReference(repository, digest is null ? tag ?? "latest" : null, digest);
    }

    public ImageReference WithRepository(string repository) => this with { Repository = Normal(repository) };

    // With Docker Hub as the host if there is none.
    public ImageReference OnDockerHub() => HasHost ? this : WithRepository($"{DockerHub}/{Repository}");

    // How well this name, as typed by the user, matches an image in the store: 0 is best. Podman tries the name as it
    // is, then with localhost, then with Docker Hub, then any image with a name that ends in it.
    // repository: The full repository of an image.
    // Returns: null when it does not match.
    public int? Rank(string repository)
    {
        if (repository == Repository)
            return 0;
        if (HasHost)
            return null;
        if (repository == "localhost/" + Repository)
            return 1;
        if (repository == "docker.io/" + Repository || repository == "docker.io/library/" + Repository)
            return 2;
        return repository.EndsWith("/" + Repository, StringComparison.Ordinal) ? 3 : null;
    }

    // Docker Hub has two names, and single-part names are below library/ there.
    private static string Normal(string repository)
    {
        if (repository.Split('/', 2) is not [DockerHub or "index." + DockerHub, var path])
            return repository;
        return path.Contains('/', StringComparison.Ordinal) ? $"{DockerHub}/{path}" : $"{DockerHub}/library/{path}";
    }
}
