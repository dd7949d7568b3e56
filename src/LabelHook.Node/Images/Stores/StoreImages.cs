namespace LabelHook.Images.Stores;

// The images of several stores, found as podman finds them: in the order of the stores, each name where it is found
// first.
internal sealed class StoreImages
{
    private const string Digest = "sha256:";
    private const int IdLength = 64;

    private readonly IReadOnlyList<List<StoreRecord>> _stores;
    private readonly Dictionary<string, StoreRecord> _named = new(StringComparer.Ordinal);

    // stores: The records of each store; the first one is that of new images.
    public StoreImages(IReadOnlyList<List<StoreRecord>> stores)
    {
        _stores = stores;
        foreach (var records in stores)
        {
            // Of two images with one name in the same store, podman takes the name from the first.
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

    // Every image under each of its names that podman finds it by.
    public IEnumerable<FoundImage> Named() => _named.Select(named => new FoundImage(named.Value, named.Key));

    // candidates: The full names that the image may have, the nearest first.
    // image: What was asked for.
    // Throws: several images answer to the name.
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

    // What containers-storage: finds: an ID, a full name, or a name and the ID that it should have.
    public FoundImage? FindExact(string image)
    {
        var at = image.LastIndexOf('@');
        var id = IdPart(at < 0 ? image : image[(at + 1)..]);
        if (id is null || image[(at + 1)..].StartsWith(Digest, StringComparison.Ordinal))
            return ByName(ImageReference.Parse(image).OnDockerHub());
        if (at <= 0)
            return ById(id, image) ?? (at < 0 ? ByName(ImageReference.Parse(image).OnDockerHub()) : null);
        return ById(id, image) is { } found && found.Record.IsIn(ImageReference.Parse(image[..at]).OnDockerHub().Repository) ? found : null;
    }

    // Throws: it is not an image, or has none for this host.
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
        return new FoundImage(record, record.Names.First(name => ImageReference.Parse(name).Repository == reference.Repository));
    }

    private FoundImage? ById(string part, string image)
    {
        foreach (var records in _stores)
        {
            var found = records.Where(record => record.Id.StartsWith(part, StringComparison.Ordinal)).ToList();
            if (found.Count > 1)
                throw new LabelHookException(StoreProblems.ImageAmbiguous(image, found.Select(record => record.Names.Count > 0 ? record.Names[0] : record.Id)));
            if (found.Count == 1)
                return new FoundImage(found[0], found[0].Names.Count > 0 ? found[0].Names[0] : image);
        }

        return null;
    }

    private FoundImage? ByEnding(ImageReference asked, string image)
    {
        if (asked.HasHost)
            return null;
        var found = Named().Where(known => Ends(asked, known)).DistinctBy(known => known.Record.Id, StringComparer.Ordinal).ToList();
        return found.Count switch
        {
            0 => null,
            1 => found[0],
            _ => throw new LabelHookException(StoreProblems.ImageAmbiguous(image, found.Select(known => known.Name))),
        };
    }

    private static bool Ends(ImageReference asked, FoundImage known)
    {
        var name = ImageReference.Parse(known.Name);
        var same = asked.Digest is null ? name.Tag == asked.Tag : name.Digest == asked.Digest || known.Record.HasManifest(asked.Digest);
        return same && name.Repository.EndsWith("/" + asked.Repository, StringComparison.Ordinal);
    }

    // Whether the first store has the image, too: then its names there are the ones that count.
    private bool IsCopied(StoreRecord record) => _stores[0].Exists(other => other.Id == record.Id);

    private static string? IdPart(string image)
    {
        var part = image.StartsWith(Digest, StringComparison.Ordinal) ? image[Digest.Length..] : image;
        return part.Length > 0 && part.All(char.IsAsciiHexDigitLower) ? part : null;
    }
}
