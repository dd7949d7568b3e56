using LabelHook.Images;
using LabelHook.Images.Engines;

namespace LabelHook.Tests.Scans;

// A source of images that a test fills; each image was created a minute after the one before, unless it is said when.
internal sealed class ImageStore : IImageSource
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public List<InstalledImage> Images { get; } = [];

    // What happens after each look, by the number of the look.
    public Action<int>? AfterLook { get; set; }

    public int Looks { get; private set; }

    // In which order the images are listed, as some engines list them in another one each time.
    public Random? Shuffle { get; set; }

    public string Name => "a store";

    public void Add(string reference, string id, string tcp) => Add(reference, id, tcp, Start.AddMinutes(Images.Count));

    public void Add(string reference, string id, string tcp, DateTimeOffset? created) =>
        Add(reference, id, created, ("org.nethserver.tcp-ports-demand", tcp));

    public void Add(
        string reference, string id, DateTimeOffset? created, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in labels)
            all[name] = value;
        Images.Add(new InstalledImage(new ModuleImage(reference, "sha256:" + id, all, created)));
    }

    public void Remove(string reference) => Images.RemoveAll(image => image.Image.Reference == reference);

    // The layers of images by ID; like an engine, the store lists images without them.
    public Dictionary<string, string[]> Layers { get; } = new(StringComparer.Ordinal);

    // The IDs of images that the store lists and cannot describe.
    public HashSet<string> Damaged { get; } = new(StringComparer.Ordinal);

    public ModuleImage? Inspect(string image)
    {
        if (Damaged.Contains(image))
            throw new LabelHookException(EngineProblems.Unclear(Name, image));
        var found = Images.Find(listed => listed.Image.Id == image)?.Image;
        return found is null ? null : found with { Layers = Layers.GetValueOrDefault(image, []) };
    }

    public IReadOnlyList<InstalledImage> List()
    {
        InstalledImage[] look = [.. Images];
        Shuffle?.Shuffle(look);
        Looks++;
        AfterLook?.Invoke(Looks);
        return look;
    }
}
