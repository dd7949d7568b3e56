using LabelHook.Database;
using LabelHook.Images;
using LabelHook.Labels;
using LabelHook.Nodes;

namespace LabelHook.Scans;

// Decides which image each module follows: of the images of the module's repository that no scan has seen under their
// name, the one that was created last; among those created at the same time, the one with the greatest version. An
// image older than the module's own is never installed: it may have been pulled to compare. The order in which an
// engine lists images does not matter.
internal sealed class Arrivals
{
    private readonly NodeSettings _settings;
    private readonly IReadOnlyDictionary<string, SeenImage> _seen;
    private readonly DateTimeOffset _now;
    private readonly Dictionary<string, ModuleRecord> _records;
    private readonly HashSet<string> _repositories; // of the modules
    private readonly HashSet<string> _unruled; // those of the modules without a rule
    private readonly BaseImages _bases;
    private readonly Dictionary<string, DateTimeOffset?> _dates = new(StringComparer.Ordinal); // of the images, by ID
    private readonly Dictionary<string, bool> _nearKeys = new(StringComparer.Ordinal); // most images share their keys

    public Arrivals(
        NodeSettings settings,
        IImageSource source,
        IReadOnlyList<InstalledImage> found,
        IEnumerable<ModuleRecord> records,
        IReadOnlyDictionary<string, SeenImage> seen,
        DateTimeOffset now)
    {
        _settings = settings;
        _seen = seen;
        _now = now;
        _records = records.ToDictionary(record => record.Module, StringComparer.Ordinal);
        _repositories = [.. _records.Values.Select(RepositoryOf)];
        _unruled = [.. _records.Values.Where(record => !settings.Modules.Names(record.Module)).Select(RepositoryOf)];
        _bases = new BaseImages(source, found, _repositories);
        foreach (var image in found)
            _dates[image.Image.Id] = ImageAge.Seconds(image.Image.Created);
        Present = [.. found.Where(Concerns)];
    }

    // The images that concern a scan: labelled ones, and those with a possible mistake.
    public IReadOnlyList<InstalledImage> Present { get; }

    // The records without the creation time of their image, completed with the time if it is now known.
    public IEnumerable<ModuleRecord> Dated =>
        from record in _records.Values
        where record.Created is null && DateOf(record) is not null
        select record with { Created = DateOf(record) };

    public ModuleRecord? RecordOf(ModuleName module) => _records.GetValueOrDefault(module.ToString());

    // Rejected images come first: they may fit now, and have waited longer than new images.
    public IEnumerable<Arrival> Find() => Present
        .Where(image => !IsDealtWith(image))
        .OrderByDescending(WasRefused)
        .SelectMany(image => ModulesOf(image).DefaultIfEmpty().Select(module => (Image: image, Module: module)))
        .GroupBy(pair => pair.Module, pair => pair.Image)
        .Select(images => images.Key == default ? Others([.. images]) : Choose(images.Key, [.. images]));

    private bool IsDealtWith(InstalledImage image) =>
        _seen.TryGetValue(image.Image.Reference, out var seen) && seen.Id == image.Image.Id && seen.Problem is null;

    private bool WasRefused(InstalledImage image) =>
        _seen.TryGetValue(image.Image.Reference, out var seen) && seen.Id == image.Image.Id && seen.Problem is not null;

    private bool Concerns(InstalledImage image) => image.Problem is not null
        || IsLabelled(image)
        || image.Image.Labels.Keys.Any(IsNear)
        || IsUpdateWithoutLabels(image);

    private static bool IsLabelled(InstalledImage image) => ModuleLabels.AreIn(image.Image.Labels);

    private bool IsNear(string key)
    {
        if (!_nearKeys.TryGetValue(key, out var isNear))
            _nearKeys[key] = isNear = NearLabel.Meant(key) is not null;
        return isNear;
    }

    // Whether a module with ports would have none after an update to this image.
    private bool IsUpdateWithoutLabels(InstalledImage image) =>
        _repositories.Contains(image.Repository)
            && ModulesOf(image).Any(module => RecordOf(module) is { Tcp: > 0 } or { Udp: > 0 });

    // Returns: the modules of the configuration, else the one named after the repository; none if a scan must not
    // change that, because it belongs to NS8 or is installed under another name.
    private IReadOnlyList<ModuleName> ModulesOf(InstalledImage image)
    {
        if (image.Problem is not null)
            return [];
        if (RuledModules(image) is { Count: > 0 } ruled)
            return ruled;
        if (NameOf(image) is not { } name)
            return [];
        if (_records.TryGetValue(name.ToString(), out var record))
            return record.EnvironmentFile is null ? [] : [name];
        return _unruled.Contains(image.Repository) ? [] : [name];
    }

    private IReadOnlyList<ModuleName> RuledModules(InstalledImage image) =>
        _settings.Modules.For(ImageReference.Parse(image.Image.Reference));

    private static string RepositoryOf(ModuleRecord record) => ImageReference.Parse(record.Image).Repository;

    // The name that NS8 gives to the first instance of a module.
    private static ModuleName? NameOf(InstalledImage image)
    {
        var lastPart = image.Repository[(image.Repository.LastIndexOf('/') + 1)..];
        return ModuleName.TryParse(lastPart + "1", out var name, out _) ? name : null;
    }

    private static Arrival Others(List<InstalledImage> images)
    {
        var refused = new Dictionary<InstalledImage, Problem>();
        foreach (var image in images)
        {
            if (image.Problem is { } problem)
                refused[image] = problem;
            else if (IsLabelled(image) && NameOf(image) is null)
                refused[image] = ScanProblems.ImageWithoutModule(image.Image.Reference);
        }

        return new Arrival(default, images, null, false, refused, []);
    }

    private Arrival Choose(ModuleName module, List<InstalledImage> images)
    {
        var known = RecordOf(module);
        var record = known?.Image.Length > 0 ? known : null;
        var first = images.Find(IsLabelled) ?? images[0];
        var owner = ImageReference.Parse(record?.Image ?? first.Image.Reference).Repository;
        var refused = images.Where(image => IsLabelled(image) && !IsFor(image, owner))
            .ToDictionary(image => image, image => ScanProblems.ImageOfAnother(image.Image.Reference, module, owner));
        var mine = images.Where(image => IsFor(image, owner)).ToLookup(image => IsOlder(image, record));
        var chosen = Newest([.. mine[false].Where(IsLabelled)]);
        var bare = Newest([.. mine[false].Where(image => !IsLabelled(image) && IsUpdateWithoutLabels(image))]);
        if (chosen is null && bare is not null && bare.Image.Id != record?.ImageId)
        {
            var gone = ScanProblems.LabelsGone(bare.Image.Reference, module);
            refused[bare] = ScanProblems.ImageRefused(bare.Image.Reference, module, [gone]);
        }

        if (known is null && chosen is not null && ReasonAgainst(chosen, module) is { } reason)
        {
            refused[chosen] = reason;
            chosen = null;
        }

        var misspelt = images.Where(image => IsFor(image, owner) && !IsLabelled(image) && !WasRefused(image));
        return new Arrival(
            module,
            images,
            chosen,
            chosen is not null && WasRefused(chosen),
            refused,
            [
                .. WarnOfOlder(module, record, [.. mine[true].Where(image => IsLabelled(image) && !WasRefused(image))]),
                .. from image in misspelt
                   from warning in LabelWarnings.ForKeys(image.Image)
                   select (image, warning),
                ]);
    }

    // An image of the module's repository, or one that the configuration gives to the module by name.
    private bool IsFor(InstalledImage image, string owner) =>
        image.Repository == owner || RuledModules(image).Count > 0;

    // Why an image makes no new module; null if it does. One that the configuration names does.
    private Problem? ReasonAgainst(InstalledImage image, ModuleName module)
    {
        var reference = image.Image.Reference;
        if (RuledModules(image).Count > 0 || _settings.Scan.Names(ImageReference.Parse(reference)))
            return null;
        try
        {
            return _bases.Find(image) is { } origin ? ScanProblems.BuiltFrom(reference, origin.Image.Reference) : null;
        }
        catch (LabelHookException error)
        {
            return ScanProblems.ImageRefused(reference, module, error.Problems);
        }
    }

    private bool IsOlder(InstalledImage image, ModuleRecord? record) =>
        record is not null && image.Image.Id != record.ImageId
            && Age(image).IsOlderThan(ImageAge.FromImage(record.Image, record.Created ?? DateOf(record), _now));

    private ImageAge Age(InstalledImage image) => ImageAge.FromImage(image.Image.Reference, image.Image.Created, _now);

    private DateTimeOffset? DateOf(ModuleRecord record) =>
        record.ImageId.Length > 0 ? _dates.GetValueOrDefault(record.ImageId) : null;

    // A new image wins over a rejected one that is retried.
    private InstalledImage? Newest(List<InstalledImage> images)
    {
        var arrived = images.Where(image => !WasRefused(image)).ToList();
        var choice = arrived.Count > 0 ? arrived : images;
        return choice.Count > 0 ? ImageAge.Newest(choice, Age) : null;
    }

    private IEnumerable<(InstalledImage Image, string Warning)> WarnOfOlder(
        ModuleName module, ModuleRecord? record, List<InstalledImage> older)
    {
        if (record is null || older.Count == 0)
            return [];
        var newest = ImageAge.Newest(older, Age);
        return [(newest, ScanWarnings.OlderImage(newest.Image.Reference, record.Image, module, older.Count - 1))];
    }
}
