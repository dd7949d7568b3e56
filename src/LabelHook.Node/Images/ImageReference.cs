using System.Buffers;

namespace LabelHook.Images;

/// <summary>
/// A name of an image taken apart as <c>[host/]repository[:tag][@digest]</c>; https://github.com/distribution/reference.
/// </summary>
/// <param name="Repository">With the host, if one was given.</param>
/// <param name="Tag">The tag; <see langword="null"/> where a digest stands instead.</param>
/// <param name="Digest"><c>sha256:…</c>; <see langword="null"/> where none stands.</param>
internal sealed record ImageReference(string Repository, string? Tag, string? Digest)
{
    /// <summary>Longest name that is taken from a file; arbitrary, a repository has at most 255 characters and a tag 128.</summary>
    private const int MaxName = 512;

    private const string DockerHub = "docker.io";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-/:@+");

    /// <summary>Whether the first part of the repository is a registry's host.</summary>
    public bool HasHost => Repository.Split('/') is [var host, _, ..] && (host.AsSpan().IndexOfAny('.', ':') >= 0 || host == "localhost");

    /// <summary>The name as a registry would be asked for it.</summary>
    public string Full => (HasHost ? "" : Repository.Contains('/', StringComparison.Ordinal) ? "docker.io/" : "docker.io/library/") + Repository + (Digest is null ? ":" + Tag : "@" + Digest);

    /// <summary>Whether an untrusted text is a name that means something outside of the file that it stands in: with a repository, and of a bearable length.</summary>
    public static bool IsFullName(string? text) => text?.Length <= MaxName && IsName(text) && text.AsSpan().IndexOfAny('/', ':') >= 0;

    /// <summary>Whether the text can be the name or the ID of an image, and nothing else in the path of an engine's API.</summary>
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

    /// <summary>Under another repository.</summary>
    public ImageReference WithRepository(string repository) => this with { Repository = Normal(repository) };

    /// <summary>With Docker Hub for a host, if none was given.</summary>
    public ImageReference OnDockerHub() => HasHost ? this : WithRepository($"{DockerHub}/{Repository}");

    /// <summary>
    /// How well this, as somebody typed it, names an image of the store: 0 best. Podman looks for the name as it stands, then with
    /// localhost, then on Docker Hub, then takes any image whose name ends in it.
    /// </summary>
    /// <param name="repository">The repository of an image, host and all.</param>
    /// <returns><see langword="null"/> when it does not name the image.</returns>
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

    /// <summary>Docker Hub has two names, and its images of one part lie in a folder of their own.</summary>
    private static string Normal(string repository)
    {
        if (repository.Split('/', 2) is not [DockerHub or "index." + DockerHub, var path])
            return repository;
        return path.Contains('/', StringComparison.Ordinal) ? $"{DockerHub}/{path}" : $"{DockerHub}/library/{path}";
    }
}
