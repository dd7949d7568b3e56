namespace LabelHook.Images.Stores;

// The images of several stores, searched in podman's order: the first store with a name wins.
internal sealed class StoreImages
{
    private const string Digest = "sha256:";
    private const int IdLength = 64;

    private readonly IReadOnlyList<List<StoreRecord>> _stores;
    private readonly Dictionary<string, StoreRecord> _named = new(StringComparer.Ordinal);

    // stores: The records of each store; the store for new images is the first.
    public StoreImages(IReadOnlyList<List<StoreRecord>> stores)
    {
        _stores = stores;
        foreach (var records in stores)
        {
            // If two images in a store have the same name, podman removes it from the first.
            var names = new Dictionary<string, StoreRecord>(StringComparer.Ordinal);
            foreach (var record in records.Where(record => records == stores[0] || !IsCopied(record)))
            {
                foreach (var name in record.Names)
                    names[name] = record;
            }

            foreach (var (name, record) in names)
                _named.TryAdd(name, record);
        }
    }

    private IEnumerable<StoreRecord> All => _stores.SelectMany(records => records);

    // Every image under each name that podman finds it by.
    public IEnumerable<FoundImage> Named() => _named.Select(named => new FoundImage(named.Value, named.Key));

    // candidates: The full names to try, in order.
    // image: The name or ID that the user gave.
    // Throws: the name is ambiguous.
    public FoundImage? Find(IEnumerable<ImageReference> candidates, string image)
    {
        if (IdPart(image) is { Length: IdLength } id)
            return ById(id, image);
        foreach (var candidate in candidates)
        {
            if (ByName(candidate) is { } found)
                return found;
        }

        return (IdPart(image) is { } part ? ById(part, image) : null) ?? ByEnding(ImageReference.Parse(image), image);
    }

    // Finds an ID, a full name, or a name with the ID that it must have, as containers-storage: does.
    public FoundImage? FindExact(string image)
    {
        var at = image.LastIndexOf('@');
        var id = IdPart(at < 0 ? image : image[(at + 1)..]);
        if (id is null || image[(at + 1)..].StartsWith(Digest, StringComparison.Ordinal))
            return ByName(ImageReference.Parse(image).OnDockerHub());
        if (at <= 0)
            return ById(id, image) ?? (at < 0 ? ByName(ImageReference.Parse(image).OnDockerHub()) : null);
        var repository = ImageReference.Parse(image[..at]).OnDockerHub().Repository;
        return ById(id, image) is { } found && found.Record.IsIn(repository) ? found : null;
    }

    // Throws: it is an artifact, or an index without an image for this host.
    public ModuleImage Read(FoundImage found) => new StoreImageReader(All).Read(found);

    private FoundImage? ByName(ImageReference reference)
    {
        var full = $"{reference.Repository}{(reference.Digest is null ? ":" + reference.Tag : "@" + reference.Digest)}";
        if (_named.TryGetValue(full, out var named))
            return new FoundImage(named, full);
        if (reference.Digest is not { } digest)
            return null;
        var alike = All.Where(record => record.HasManifest(digest) && record.IsIn(reference.Repository)).ToList();
        if (alike.Count == 0)
            return null;
        var record = StoreImageReader.ForHost(alike, digest);
        var name = record.Names.First(name => ImageReference.Parse(name).Repository == reference.Repository);
        return new FoundImage(record, name);
    }

    private FoundImage? ById(string part, string image)
    {
        foreach (var records in _stores)
        {
            var found = records.Where(record => record.Id.StartsWith(part, StringComparison.Ordinal)).ToList();
            if (found.Count > 1)
            {
                var names = found.Select(record => record.Names.Count > 0 ? record.Names[0] : record.Id);
                throw new LabelHookException(StoreProblems.ImageAmbiguous(image, names));
            }

            if (found.Count == 1)
                return new FoundImage(found[0], found[0].Names.Count > 0 ? found[0].Names[0] : image);
        }

        return null;
    }

    private FoundImage? ByEnding(ImageReference asked, string image)
    {
        if (asked.HasHost)
            return null;
        var found = Named()
            .Where(known => EndsIn(asked, known))
            .DistinctBy(known => known.Record.Id, StringComparer.Ordinal)
            .ToList();
        return found.Count switch
        {
            0 => null,
            1 => found[0],
            _ => throw new LabelHookException(StoreProblems.ImageAmbiguous(image, found.Select(known => known.Name))),
        };
    }

    private static bool EndsIn(ImageReference asked, FoundImage known)
    {
        var name = ImageReference.Parse(known.Name);
        var same = asked.Digest is null
            ? name.Tag == asked.Tag
            : name.Digest == asked.Digest || known.Record.HasManifest(asked.Digest);
        return same && name.Repository.EndsWith("/" + asked.Repository, StringComparison.Ordinal);
    }

    // Whether the first store has the image, too: then only its names there count.
    private bool IsCopied(StoreRecord record) => _stores[0].Exists(other => other.Id == record.Id);

    private static string? IdPart(string image)
    {
        var part = image.StartsWith(Digest, StringComparison.Ordinal) ? image[Digest.Length..] : image;
        return part.Length > 0 && part.All(char.IsAsciiHexDigitLower) ? part : null;
    }
}
