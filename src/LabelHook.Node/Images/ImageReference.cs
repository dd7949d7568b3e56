using System.Buffers;

namespace LabelHook.Images;

// A name of an image taken apart as [host/]repository[:tag][@digest]; https://github.com/distribution/reference.
// Repository: With the host, if one was given.
// Tag: The tag; null where a digest stands instead.
// Digest: sha256:…; null where none stands.
internal sealed record ImageReference(string Repository, string? Tag, string? Digest)
{
    // Longest name that is taken from a file; arbitrary, a repository has at most 255 characters and a tag 128.
    private const int MaxName = 512;

    private const string DockerHub = "docker.io";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-/:@+");

    // Whether the first part of the repository is a registry's host.
    public bool HasHost => Repository.Split('/') is [var host, _, ..] && (host.AsSpan().IndexOfAny('.', ':') >= 0 || host == "localhost");

    // The name as a registry would be asked for it.
    public string Full => (HasHost ? "" : Repository.Contains('/', StringComparison.Ordinal) ? "docker.io/" : "docker.io/library/") + Repository + (Digest is null ? ":" + Tag : "@" + Digest);

    // Whether an untrusted text is a name that means something outside of the file that it stands in: with a
    // repository, and of a bearable length.
    public static bool IsFullName(string? text) => text?.Length <= MaxName && IsName(text) && text.AsSpan().IndexOfAny('/', ':') >= 0;

    // Whether the text can be the name or the ID of an image, and nothing else in the path of an engine's API.
    public static bool IsName(string text) => text is [var first, ..] && char.IsAsciiLetterOrDigit(first)
        && !text.AsSpan().ContainsAnyExcept(Allowed) && !text.Contains("..", StringComparison.Ordinal) && !text.Contains("//", StringComparison.Ordinal) && !text.EndsWith('/');

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

    // Under another repository.
    public ImageReference WithRepository(string repository) => this with { Repository = Normal(repository) };

    // With Docker Hub for a host, if none was given.
    public ImageReference OnDockerHub() => HasHost ? this : WithRepository($"{DockerHub}/{Repository}");

    // How well this, as the user typed it, names an image of the store: 0 best. Podman looks for the name as it stands,
    // then with localhost, then on Docker Hub, then takes any image whose name ends in it.
    // repository: The repository of an image, host and all.
    // Returns: null when it does not name the image.
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

    // Docker Hub has two names, and its images of one part lie in a folder of their own.
    private static string Normal(string repository)
    {
        if (repository.Split('/', 2) is not [DockerHub or "index." + DockerHub, var path])
            return repository;
        return path.Contains('/', StringComparison.Ordinal) ? $"{DockerHub}/{path}" : $"{DockerHub}/library/{path}";
    }
}
