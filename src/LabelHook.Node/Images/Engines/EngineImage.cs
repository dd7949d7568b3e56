using LabelHook.Labels;

namespace LabelHook.Images.Engines;

// An engine's answer about an image. It counts only if it is about the requested image, and if the engine knows the
// image's labels.
// Id: Null or empty in an answer that describes no image.
internal sealed record EngineImage(string? Id)
{
    public IEnumerable<string?>? Names { get; init; }

    // Digests that a request may name the image by, besides its ID.
    public IEnumerable<string?> Digests { get; init; } = [];

    public IDictionary<string, string>? Labels { get; init; }

    // Whether the engine knows the labels.
    public bool HasConfiguration { get; init; } = true;

    public DateTime? Created { get; init; }

    public IEnumerable<string?>? Layers { get; init; }

    // asked: The requested name or ID.
    // engine: The engine's name, for the message.
    // Throws: the answer is about another image, or the engine does not know the image's labels.
    public ModuleImage Inspected(string asked, string engine)
    {
        if (Id is not { Length: > 0 })
            throw new LabelHookException(EngineProblems.Unclear(engine, ImageProblems.Image(asked)));
        if (!HasConfiguration)
            throw new LabelHookException(EngineProblems.LabelsUnknown(engine, asked));

        var names = KnownNames();
        var name = names.Where(name => IsName(asked, name)).MinBy(name => Rank(asked, name));
        if (name is null && !HasDigest(asked) && (IsDigest(asked) || IsFull(asked) && names.Count > 0))
            throw new LabelHookException(EngineProblems.OtherImage(engine, asked, names.FirstOrDefault() ?? Id));
        return new ModuleImage(name ?? names.FirstOrDefault() ?? asked, Digest(Id), KnownLabels(), Time())
        {
            Layers = Layers is null ? null : [.. Layers.OfType<string>()],
        };
    }

    // Returns: the image under each of its names; without labels unless one is LabelHook's, or a misspelling of one.
    // Throws: the answer describes no image.
    public IEnumerable<InstalledImage> Listed(string engine)
    {
        var labels = KnownLabels();
        if (!ModuleLabels.AreIn(labels) && !labels.Keys.Any(key => NearLabel.Meant(key) is not null))
            labels = [];
        if (Id is not { Length: > 0 })
            return labels.Count == 0 ? [] : throw new LabelHookException(EngineProblems.Unclear(engine, "its images"));
        return from name in KnownNames()
               where !name.Contains("<none>", StringComparison.Ordinal)
               select new InstalledImage(new ModuleImage(name, Digest(Id), labels, Time()));
    }

    // Whether the name is the requested one; docker omits the host of Docker Hub.
    private static bool IsName(string asked, string name) =>
        ImageReference.Parse(asked).Tag == ImageReference.Parse(name).Tag
        && (WithoutHub(asked) == WithoutHub(name) || Rank(asked, name) < int.MaxValue);

    private static int Rank(string asked, string name) =>
        ImageReference.Parse(asked).Rank(ImageReference.Parse(name).Repository) ?? int.MaxValue;

    private static string WithoutHub(string name) =>
        Without(Without(Without(name, "index."), "docker.io/"), "library/");

    private static string Without(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;

    // Whether the name is unambiguous: podman may resolve a short name to any alias.
    private static bool IsFull(string asked) => ImageReference.Parse(asked) is { HasHost: true, Tag: not null };

    private static bool IsDigest(string asked) => LabelHook.Images.Digest.TryParse(AskedDigest(asked), out _);

    // Whether the request names the image by its ID or by one of its digests.
    private bool HasDigest(string asked)
    {
        var digest = AskedDigest(asked);
        return Digests.Prepend(Digest(Id!)).Any(known => known?.EndsWith(digest, StringComparison.Ordinal) == true);
    }

    private static string AskedDigest(string asked) => asked[(asked.IndexOf('@', StringComparison.Ordinal) + 1)..];

    private List<string> KnownNames() => [.. (Names ?? []).OfType<string>().Where(name => name.Length > 0)];

    private Dictionary<string, string> KnownLabels() =>
        (Labels ?? new Dictionary<string, string>(StringComparer.Ordinal))
            .Where(label => label.Value is not null)
            .ToDictionary(StringComparer.Ordinal);

    private DateTimeOffset? Time() => Created switch
    {
        null => null,
        { Kind: DateTimeKind.Unspecified } time => new DateTimeOffset(time, TimeSpan.Zero),
        { } time => new DateTimeOffset(time.ToUniversalTime()),
    };

    private static string Digest(string id) => id.Contains(':', StringComparison.Ordinal) ? id : "sha256:" + id;
}
