using System.Globalization;

namespace LabelHook.Images;

/// <summary>What an engine says of an image, believed as far as it says it of the image that was asked for, and knows it.</summary>
internal static class EngineImage
{
    /// <param name="answer">The answer; <see langword="null"/> when it was JSON's.</param>
    /// <param name="asked">The name or the ID that the engine was asked for.</param>
    /// <param name="engine">Its name, for the sentence.</param>
    /// <exception cref="LabelHookException">It is of another image, or the engine does not know the image's labels.</exception>
    public static ModuleImage Read(EngineAnswer.Image? answer, string asked, string engine)
    {
        if (answer?.Id is not { Length: > 0 } id)
            throw new LabelHookException(Problems.EngineUnclear(engine, Problems.Image(asked)));

        // Docker answers so for an image without its configuration, which always names both; https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md.
        var isComplete = answer is { Architecture.Length: > 0, Os.Length: > 0 };
        if (answer.Config is not { } config || (config.Labels is null or { Count: 0 } && !isComplete))
            throw new LabelHookException(Problems.EngineLabelsUnknown(engine, asked));

        var names = Texts(answer.RepoTags);
        var name = names.Where(name => IsName(asked, name)).MinBy(name => Rank(asked, name));
        if (name is null && !IsOfDigest(asked, answer) && (IsDigest(asked) || IsFull(asked) && names.Count > 0))
            throw new LabelHookException(Problems.EngineOtherImage(engine, asked, names.FirstOrDefault() ?? id));
        return new ModuleImage(name ?? names.FirstOrDefault() ?? asked, Digest(id), Labels(config.Labels), Time(answer.Created));
    }

    /// <returns>The image under each of its names; without labels when none of them is for modules, or nearly is.</returns>
    /// <exception cref="LabelHookException">The answer cannot be of an image.</exception>
    public static IEnumerable<InstalledImage> Read(EngineAnswer.ListedImage? answer, string engine)
    {
        var labels = Labels(answer?.Labels);
        if (!ModuleLabels.AreIn(labels) && !labels.Keys.Any(key => NearLabel.Meant(key) is not null))
            labels = [];
        if (answer?.Id is not { Length: > 0 } id)
            return labels.Count == 0 ? [] : throw new LabelHookException(Problems.EngineUnclear(engine, "its images"));
        var created = Time(answer.Created);
        return from name in Texts(answer.RepoTags)
               where !name.Contains("<none>", StringComparison.Ordinal)
               select new InstalledImage(new ModuleImage(name, Digest(id), labels, created));
    }

    /// <summary>Whether a name is the one that was asked for; docker writes its own registry's without host.</summary>
    private static bool IsName(string asked, string name) =>
        ImageReference.Parse(asked).Tag == ImageReference.Parse(name).Tag && (WithoutHub(asked) == WithoutHub(name) || Rank(asked, name) < int.MaxValue);

    private static int Rank(string asked, string name) => ImageReference.Parse(asked).Rank(ImageReference.Parse(name).Repository) ?? int.MaxValue;

    private static string WithoutHub(string name) => Without(Without(Without(name, "index."), "docker.io/"), "library/");

    private static string Without(string name, string prefix) => name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;

    /// <summary>Whether a name cannot mean another: podman may look for a short one under any alias.</summary>
    private static bool IsFull(string asked) => ImageReference.Parse(asked) is { HasHost: true, Tag: not null };

    private static bool IsDigest(string asked) => LabelHook.Images.Digest.TryParse(AskedDigest(asked), out _);

    /// <summary>Whether an ID or a digest was asked for that is the image's.</summary>
    private static bool IsOfDigest(string asked, EngineAnswer.Image answer) =>
        ((string?[])[Digest(answer.Id!), answer.Descriptor?.Digest, .. answer.RepoDigests ?? []]).Any(known => known?.EndsWith(AskedDigest(asked), StringComparison.Ordinal) == true);

    private static string AskedDigest(string asked) => asked[(asked.IndexOf('@', StringComparison.Ordinal) + 1)..];

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>Seconds since 1970, which docker's zero time is long before.</summary>
    private static DateTimeOffset? Time(long seconds) =>
        seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static List<string> Texts(IReadOnlyList<string?>? texts) => [.. (texts ?? []).OfType<string>().Where(text => text.Length > 0)];

    private static Dictionary<string, string> Labels(Dictionary<string, string?>? labels)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in labels ?? [])
        {
            if (value is not null)
                known[name] = value;
        }

        return known;
    }

    private static string Digest(string id) => id.Contains(':', StringComparison.Ordinal) ? id : "sha256:" + id;
}
