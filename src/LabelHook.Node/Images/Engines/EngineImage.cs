using LabelHook.Labels;

namespace LabelHook.Images.Engines;

// What an engine says of an image, believed as far as it says it of the image that was asked for, and knows it.
// Id: Without it the engine said nothing.
internal sealed record EngineImage(string? Id)
{
    public IEnumerable<string?>? Names { get; init; }

    // What it may be called by besides.
    public IEnumerable<string?> Digests { get; init; } = [];

    public IDictionary<string, string>? Labels { get; init; }

    // Whether the engine knows the labels.
    public bool HasConfiguration { get; init; } = true;

    public DateTime? Created { get; init; }

    // asked: The name or the ID that the engine was asked for.
    // engine: Its name, for the sentence.
    // Throws: it is of another image, or the engine does not know the image's labels.
    public ModuleImage Inspected(string asked, string engine)
    {
        if (Id is not { Length: > 0 })
            throw new LabelHookException(EngineProblems.Unclear(engine, ImageProblems.Image(asked)));
        if (!HasConfiguration)
            throw new LabelHookException(EngineProblems.LabelsUnknown(engine, asked));

        var names = KnownNames();
        var name = names.Where(name => IsName(asked, name)).MinBy(name => Rank(asked, name));
        if (name is null && !IsOfDigest(asked) && (IsDigest(asked) || IsFull(asked) && names.Count > 0))
            throw new LabelHookException(EngineProblems.OtherImage(engine, asked, names.FirstOrDefault() ?? Id));
        return new ModuleImage(name ?? names.FirstOrDefault() ?? asked, Digest(Id), KnownLabels(), Time());
    }

    // Returns: the image under each of its names; without labels when none of them is for modules, or nearly is.
    // Throws: the answer cannot be of an image.
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

    // Whether a name is the one that was asked for; docker writes its own registry's without host.
    private static bool IsName(string asked, string name) =>
        ImageReference.Parse(asked).Tag == ImageReference.Parse(name).Tag && (WithoutHub(asked) == WithoutHub(name) || Rank(asked, name) < int.MaxValue);

    private static int Rank(string asked, string name) => ImageReference.Parse(asked).Rank(ImageReference.Parse(name).Repository) ?? int.MaxValue;

    private static string WithoutHub(string name) => Without(Without(Without(name, "index."), "docker.io/"), "library/");

    private static string Without(string name, string prefix) => name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;

    // Whether a name cannot mean another: podman may look for a short one under any alias.
    private static bool IsFull(string asked) => ImageReference.Parse(asked) is { HasHost: true, Tag: not null };

    private static bool IsDigest(string asked) => LabelHook.Images.Digest.TryParse(AskedDigest(asked), out _);

    // Whether an ID or a digest was asked for that is the image's.
    private bool IsOfDigest(string asked) =>
        Digests.Prepend(Digest(Id!)).Any(known => known?.EndsWith(AskedDigest(asked), StringComparison.Ordinal) == true);

    private static string AskedDigest(string asked) => asked[(asked.IndexOf('@', StringComparison.Ordinal) + 1)..];

    private List<string> KnownNames() => [.. (Names ?? []).OfType<string>().Where(name => name.Length > 0)];

    private Dictionary<string, string> KnownLabels() =>
        (Labels ?? new Dictionary<string, string>(StringComparer.Ordinal)).Where(label => label.Value is not null).ToDictionary(StringComparer.Ordinal);

    private DateTimeOffset? Time() => Created switch
    {
        null => null,
        { Kind: DateTimeKind.Unspecified } time => new DateTimeOffset(time, TimeSpan.Zero),
        { } time => new DateTimeOffset(time.ToUniversalTime()),
    };

    private static string Digest(string id) => id.Contains(':', StringComparison.Ordinal) ? id : "sha256:" + id;
}
